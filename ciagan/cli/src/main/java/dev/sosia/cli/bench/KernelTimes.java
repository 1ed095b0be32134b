package dev.sosia.cli.bench;

import dev.sosia.engine.backend.Operations;
import dev.sosia.engine.backend.PlanStep;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.LayerPath;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the kernels of some runs took.
///
/// @param steps what was done, in order
/// @param runs nanoseconds of each step, a row a run
record KernelTimes(List<PlanStep> steps, List<long[]> runs) {

  /// Runs `workload` some times and takes the time of each kernel. Events of class [KernelEvent]
  /// are committed for who records them.
  ///
  /// @param afterRun is called after each
  static KernelTimes measure(Device device, Workload workload, int runs, Runnable afterRun) {
    List<PlanStep> steps = new ArrayList<>();
    List<long[]> times = new ArrayList<>();
    for (int r = 0; r < runs; r++) {
      List<Long> ends = new ArrayList<>();
      steps.clear();
      times.add(
          switch (workload) {
            case Workload.Inference i -> {
              steps.addAll(i.compiled().steps());
              Watch watch = new Watch(ends);
              i.compiled().run(i.inputs(), s -> watch.done(steps.get(s)));
              yield nanoseconds(ends);
            }
            case Workload.TrainingStep t -> {
              Device.Listener before = device.listener(new KernelWatch(device, steps, ends));
              try {
                t.run();
              } finally {
                device.listener(before);
              }
              yield nanoseconds(ends);
            }
          });
      afterRun.run();
    }
    return new KernelTimes(List.copyOf(steps), times);
  }

  private static long[] nanoseconds(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  /// The median of the runs, of one step, in milliseconds.
  double milliseconds(int step) {
    return median(runs.stream().mapToLong(r -> r[step]).toArray());
  }

  /// The sum of all steps' medians, in milliseconds: one run that something disturbed is not in it.
  double milliseconds() {
    double sum = 0;
    for (int i = 0; i < steps.size(); i++) {
      sum += milliseconds(i);
    }
    return sum;
  }

  private static double median(long[] values) {
    Arrays.sort(values);
    int n = values.length;
    return (values[(n - 1) / 2] + values[n / 2]) / 2e6;
  }

  /// Takes the time from one step's end to the next one's.
  private static final class Watch {
    private final List<Long> times;
    private KernelEvent event = new KernelEvent();
    private long begin;

    Watch(List<Long> times) {
      this.times = times;
      start();
    }

    void start() {
      event = new KernelEvent();
      event.begin();
      begin = System.nanoTime();
    }

    void done(PlanStep step) {
      times.add(System.nanoTime() - begin);
      event.kernel = step.kernel();
      event.layer = step.path();
      event.how = step.how();
      event.commit();
      start();
    }
  }

  /// Takes the time of each kernel that a device runs, without what lies between them.
  private static final class KernelWatch implements Device.Listener {
    private final Device device;
    private final List<PlanStep> steps;
    private final Watch watch;

    KernelWatch(Device device, List<PlanStep> steps, List<Long> times) {
      this.device = device;
      this.steps = steps;
      this.watch = new Watch(times);
    }

    @Override
    public void onKernel(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs) {
      watch.start();
    }

    @Override
    public void afterKernel(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs) {
      device.synchronize();
      double operations =
          Operations.of(
              kernel,
              inputs.stream().map(Tensor::shape).toList(),
              outputs.stream().map(Tensor::shape).toList());
      double bytes = 0;
      for (List<Tensor> some : List.of(inputs, outputs)) {
        for (Tensor t : some) {
          bytes += t.type().bytes();
        }
      }
      PlanStep step = new PlanStep(kernel.name(), LayerPath.current(), "", operations, bytes);
      steps.add(step);
      watch.done(step);
    }
  }
}

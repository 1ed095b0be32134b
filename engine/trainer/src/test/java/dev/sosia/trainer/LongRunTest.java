package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred steps use no more memory than ten.
class LongRunTest {
  private static final int STEPS = 200;

  private static final Pattern LIVE =
      Pattern.compile(
          " *\\d+: +(\\d+) +\\d+"
              + " +(dev\\.sosia\\.(?:engine\\.(?!random)|trainer\\.)(?!.*Lambda)[\\w.$]*)");

  @TempDir Path temporary;

  /// Counts what is taken from the operating system.
  private static final class Counting implements Backend {
    private final Backend inner = new ReferenceBackend(2);
    private int allocations;

    @Override
    public Buffer allocate(DType dtype, long elements) {
      allocations++;
      return inner.allocate(dtype, elements);
    }

    @Override
    public String description() {
      return inner.description();
    }

    @Override
    public boolean computesIn(DType dtype) {
      return inner.computesIn(dtype);
    }

    @Override
    public void release(Buffer buffer) {
      inner.release(buffer);
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
      inner.write(source, target, offset);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
      inner.read(source, offset, target);
    }

    @Override
    public void execute(Kernel kernel, List<Operand> inputs, List<Operand> outputs) {
      inner.execute(kernel, inputs, outputs);
    }

    @Override
    public void synchronize() {
      inner.synchronize();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /// Looks at memory after each step.
  private static final class Memory implements TrainingListener {
    private final Counting backend;
    private final List<Integer> allocations = new ArrayList<>();
    private final TreeSet<Long> live = new TreeSet<>();
    private final List<Map<String, Long>> heap = new ArrayList<>();
    private final Device device;

    Memory(Counting backend, Device device) {
      this.backend = backend;
      this.device = device;
    }

    @Override
    public void stepped(Step step) {
      allocations.add(backend.allocations);
      if (step.step() > 1) {
        live.add(device.liveBytes());
      }
      if (step.step() == 100 || step.step() == 150) {
        heap.add(liveObjects());
      }
    }
  }

  /// How many objects of the engine and of the trainer a full collection leaves, by class. What
  /// loaders have in hand is left out: they work meanwhile.
  private static Map<String, Long> liveObjects() {
    Map<String, Long> objects = new TreeMap<>();
    for (String line : histogram().lines().toList()) {
      Matcher m = LIVE.matcher(line);
      if (m.matches()) {
        objects.put(m.group(2), Long.valueOf(m.group(1)));
      }
    }
    return objects;
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoHundredStepsLeakNothingAndTakeNothingMoreAfterTheTenth() {
    Counting backend = new Counting();
    try (Device device = new Device(backend)) {
      Memory memory = new Memory(backend, device);
      Plan plan = new Plan(STEPS, 50, 2, 7, 0, 2);
      try (Scope _ = Scope.open();
          SmallTraining training = new SmallTraining(device, 5);
          RunFolder run = Runs.open(temporary.resolve("run"), plan)) {
        new Trainer<>(training, SmallTraining.source(5), run, plan, memory).run();
      }
      assertThat(memory.live).as("bytes in use after a step").hasSize(1);
      assertThat(memory.allocations.subList(10, STEPS))
          .as("buffers taken from the system after the tenth step")
          .containsOnly(memory.allocations.get(9));
      assertThat(memory.heap.getFirst()).containsKey("dev.sosia.engine.tensor.Tensor");
      assertThat(memory.heap.getLast())
          .as("live objects after step 150, and 100")
          .isEqualTo(memory.heap.getFirst());
      assertThat(device.liveBytes()).as("bytes in use at the end").isZero();
    }
  }
}

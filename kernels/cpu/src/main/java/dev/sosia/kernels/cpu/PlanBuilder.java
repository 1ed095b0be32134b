package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.PlanStep;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns the steps of a program into what a plan does: convolutions, norms and maps of planes whose
/// operands are pictures with channels side by side take kernels made for that, with an activation
/// that follows applied as they store; everything else is replayed on views of the new layout.
final class PlanBuilder {
  /// The algorithm of convolutions that sums as they are defined, in `sk.h`.
  private static final int DIRECT = 0;

  private final NativeBackend backend;
  private final Program program;
  private final PictureFrames frames;
  private final int[] readers;
  private final boolean[] fused; // steps that another one has taken over
  private final List<PlanOp> ops = new ArrayList<>();
  private final List<PlanStep> steps = new ArrayList<>();
  private final List<Buffer> weights = new ArrayList<>();

  PlanBuilder(NativeBackend backend, Program program) {
    this.backend = backend;
    this.program = program;
    this.frames = new PictureFrames(program);
    this.readers = new int[program.values().size()];
    this.fused = new boolean[program.steps().size()];
    program.steps().forEach(s -> s.inputs().forEach(v -> readers[v.value()]++));
    program.outputs().forEach(v -> readers[v.value()]++);
  }

  List<PlanOp> ops() {
    return ops;
  }

  /// What each of [#ops] is.
  List<PlanStep> steps() {
    return steps;
  }

  /// Packed weights, to be released with the plan.
  List<Buffer> weights() {
    return weights;
  }

  PictureFrames frames() {
    return frames;
  }

  /// A view of the program as it lies in the plan's memory.
  Program.View place(Program.View v) {
    PictureFrame frame = frames.of(v.value());
    Program.View placed = frame == null ? v : frame.place(v);
    if (placed == null) {
      throw new IllegalStateException("value " + v.value() + " has a view outside of its frame");
    }
    return placed;
  }

  private List<Program.View> place(List<Program.View> views) {
    return views.stream().map(this::place).toList();
  }

  void build() {
    for (int i = 0; i < program.steps().size(); i++) {
      Program.Step step = program.steps().get(i);
      if (!fused[i]) {
        String how =
            switch (step.kernel()) {
              case Conv2d k when isPicture(step) && isConstant(step.inputs().get(1)) ->
                  convolution(i, step, k);
              case ChannelNorm k when isPicture(step) && readers(step, 1) + readers(step, 2) == 0 ->
                  norm(i, step, k);
              case AxisMap2d k when isPicture(step) -> map(step, k);
              default -> replay(step);
            };
        steps.add(PlanStep.of(program, step, how));
      }
    }
  }

  /// Whether the first input and the first output are pictures in their frames.
  private boolean isPicture(Program.Step s) {
    return frames.of(s.inputs().getFirst().value()) != null
        && frames.of(s.outputs().getFirst().value()) != null;
  }

  private boolean isConstant(Program.View v) {
    return program.values().get(v.value()).constant() != null;
  }

  private int readers(Program.Step s, int output) {
    return readers[s.outputs().get(output).value()];
  }

  private String replay(Program.Step s) {
    ops.add(new PlanOp.Replayed(s.kernel(), place(s.inputs()), place(s.outputs())));
    boolean last =
        s.outputs().stream().anyMatch(v -> frames.of(v.value()) != null)
            || s.inputs().stream().anyMatch(v -> frames.of(v.value()) != null);
    return last ? "replayed, channels last" : "replayed, row-major";
  }

  private String convolution(int index, Program.Step s, Conv2d k) {
    Program.View x = s.inputs().get(0);
    Window2d w = k.window();
    boolean pads = w.padH() > 0 || w.padW() > 0;
    PictureFrame frame = frames.of(x.value());
    boolean room =
        frame != null
            && frame.owner() == x.value()
            && frame.isWhole(x)
            && frame.inset() >= Math.max(w.padH(), w.padW());
    Program.View bias = s.inputs().size() > 2 ? s.inputs().get(2) : null;
    if (pads && (!room || isBorderShared(x.value()))) {
      return replay(s);
    }
    Following after = following(index, s.outputs().getFirst());
    if (pads) {
      ops.add(new PlanOp.Border(false, w.padH(), w.padW(), place(x)));
      steps.add(new PlanStep("border", s.path(), "zeros", 0, 0));
    }
    Program.View weight = s.inputs().get(1);
    Packed packed = pack(w, weight, s.outputs().getFirst().shape());
    ops.add(
        new PlanOp.PackedConv(
            w,
            packed.algorithm,
            place(x),
            weight,
            packed.memory,
            bias == null ? null : place(bias),
            after.activation,
            place(after.output)));
    String how = packed.algorithm == DIRECT ? "register tile" : "Winograd F(4x4, 3x3)";
    return how + ", packed weights, channels last" + after.activation;
  }

  /// Whether a reflecting step has taken this value's border.
  private boolean isBorderShared(int value) {
    for (int v = 0; v < program.values().size(); v++) {
      PictureFrame f = frames.of(v);
      if (v != value && f != null && f.owner() == value) {
        return true;
      }
    }
    return false;
  }

  /// Weights for the algorithm that suits the result's size.
  private record Packed(int algorithm, MemorySegment memory) {}

  private Packed pack(Window2d window, Program.View weight, Shape y) {
    Buffer constant = program.values().get(weight.value()).constant();
    if (constant == null) {
      throw new IllegalStateException("the weight is no constant");
    }
    CallFrame f = backend.frame();
    MemorySegment device = backend.device();
    MemorySegment view = f.dense(weight.on(constant));
    int algorithm =
        SkSteps.conv2dAlgorithm(device, f.window(window), y.dim(0), y.dim(2), y.dim(3), view);
    MemorySegment chosen = f.window(window, algorithm);
    long floats = SkSteps.conv2dPackedFloats(device, chosen, view);
    NativeBuffer packed = (NativeBuffer) backend.allocate(DType.F32, floats);
    weights.add(packed);
    backend.call("conv2d", () -> SkSteps.conv2dPack(device, chosen, view, packed.segment()));
    return new Packed(algorithm, packed.segment());
  }

  private String norm(int index, Program.Step s, ChannelNorm k) {
    Following after = following(index, s.outputs().getFirst());
    ops.add(new PlanOp.LastNorm(k, place(s.inputs()), after.activation, place(after.output)));
    return "two passes, channels last" + after.activation;
  }

  private String map(Program.Step s, AxisMap2d k) {
    Program.View x = s.inputs().getFirst();
    Program.View y = s.outputs().getFirst();
    PictureFrame padded = frames.of(y.value());
    if (padded != null && padded.owner() == x.value()) {
      int by = PictureFrames.reflection(k);
      ops.add(new PlanOp.Border(true, by, by, place(x)));
      return k.rows() + ": in the border of its input, channels last";
    }
    ops.add(new PlanOp.LastMap(k, place(x), place(y)));
    return k.rows() + ": channels last";
  }

  /// What is stored instead of `output`, and the activation on the way.
  private record Following(PlanOp.Activation activation, Program.View output) {}

  /// Takes over the activation that is the only reader of `output`, if there is one.
  private Following following(int index, Program.View output) {
    if (readers[output.value()] == 1) {
      for (int i = index + 1; i < program.steps().size(); i++) {
        Program.Step s = program.steps().get(i);
        if (s.inputs().stream().anyMatch(v -> v.value() == output.value())) {
          PlanOp.@Nullable Activation a = PlanOp.Activation.of(s.kernel());
          Program.View result = s.outputs().getFirst();
          PictureFrame from = frames.of(output.value());
          PictureFrame to = frames.of(result.value());
          boolean whole =
              from != null
                  && to != null
                  && from.isWhole(s.inputs().getFirst())
                  && to.isWhole(result);
          if (a != null && whole) {
            fused[i] = true;
            return new Following(a, result);
          }
        }
      }
    }
    return new Following(PlanOp.Activation.NONE, output);
  }

  /// Brings the program's inputs into the frames that were chosen for them.
  List<PlanOp> inputCopies(List<Program.View> given) {
    List<PlanOp> copies = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      PictureFrame frame = frames.of(program.inputs().get(i));
      if (frame != null) {
        Program.View whole =
            new Program.View(program.inputs().get(i), frame.shape(), frame.shape().rowMajor(), 0);
        Program.View from =
            new Program.View(given.get(i).value(), whole.shape(), whole.strides(), 0);
        copies.add(new PlanOp.Replayed(new Copy(DType.F32), List.of(from), List.of(place(whole))));
        double bytes = 2.0 * DType.F32.bytes() * whole.shape().numel();
        steps.add(
            copies.size() - 1,
            new PlanStep("copy", "", "input " + i + ", to channels last", 0, bytes));
      }
    }
    return copies;
  }
}

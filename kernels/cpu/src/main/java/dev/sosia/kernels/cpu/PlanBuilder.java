package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.PlanStep;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Taps;
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
  /// Algorithms of convolutions, as `sk.h` counts them.
  private static final int DIRECT = 0;

  private static final int WINOGRAD = 1;
  private static final int WINOGRAD_MEAN = 2;
  private static final int NARROW = 3;

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

  /// Packed weights and taps, to be released with the plan.
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
              case AxisMap2d k when isPicture(step) -> map(i, step, k);
              case MaxPool2d k when isPicture(step) && readers(step, 1) == 0 -> maxPool(step, k);
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
    if (pads) {
      ops.add(new PlanOp.Border(false, w.padH(), w.padW(), place(x)));
      steps.add(new PlanStep("border", s.path(), "zeros", 0, 0));
    }
    Program.View weight = s.inputs().get(1);
    Packed packed = pack(w, weight, s.outputs().getFirst().shape());
    Program.View result = s.outputs().getFirst();
    Program.View mean = packed.algorithm == WINOGRAD ? meanOf(index, result) : null;
    PlanOp.Stored stored = stored(index, mean == null ? result : mean, true);
    ops.add(
        new PlanOp.PackedConv(
            w,
            mean == null ? packed.algorithm : WINOGRAD_MEAN,
            place(x),
            weight,
            packed.memory,
            bias == null ? null : place(bias),
            stored));
    String how =
        switch (packed.algorithm) {
          case DIRECT -> "register tile";
          case NARROW -> "window in the place of outputs";
          default -> "Winograd F(4x4, 3x3)";
        };
    return how
        + ", packed weights, channels last"
        + (mean == null ? "" : ", mean over 2x2")
        + stored;
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
    PlanOp.Stored stored = stored(index, s.outputs().getFirst(), true);
    ops.add(new PlanOp.LastNorm(k, place(s.inputs()), stored));
    return "two passes, channels last" + stored;
  }

  private String map(int index, Program.Step s, AxisMap2d k) {
    Program.View x = s.inputs().getFirst();
    Program.View y = s.outputs().getFirst();
    PictureFrame padded = frames.of(y.value());
    if (padded != null && padded.owner() == x.value()) {
      int by = PictureFrames.reflection(k);
      ops.add(new PlanOp.Border(true, by, by, place(x)));
      return k.rows() + ": in the border of its input, channels last";
    }
    PlanOp.Stored stored = stored(index, y, false);
    ops.add(new PlanOp.LastMap(k, taps(k.rows()), taps(k.columns()), place(x), stored));
    return k.rows() + ": channels last" + stored;
  }

  private String maxPool(Program.Step s, MaxPool2d k) {
    Program.View x = place(s.inputs().getFirst());
    Program.View y = place(s.outputs().getFirst());
    ops.add(new PlanOp.LastMaxPool(k, taps(k.rows()), taps(k.columns()), x, y));
    return "channels last";
  }

  /// The taps as C sees them, for as long as the plan lives.
  private MemorySegment taps(Taps taps) {
    long elements = (CallFrame.tapsBytes(taps) + DType.F32.bytes() - 1) / DType.F32.bytes();
    NativeBuffer buffer = (NativeBuffer) backend.allocate(DType.F32, elements);
    weights.add(buffer);
    return CallFrame.writeTaps(taps, buffer.segment());
  }

  /// The mean over 2x2 places that is all that becomes of `conv`, the result of step `index`; null
  /// if it is none. That step is taken over.
  private Program.@Nullable View meanOf(int index, Program.View conv) {
    Integer reader = onlyReader(index, conv);
    if (reader == null) {
      return null;
    }
    Program.Step s = program.steps().get(reader);
    Program.View mean = s.outputs().getFirst();
    PictureFrame to = frames.of(mean.value());
    if (s.kernel() instanceof AxisMap2d m
        && halves(m.rows())
        && halves(m.columns())
        && to != null
        && to.isWhole(mean)) {
      fused[reader] = true;
      return mean;
    }
    return null;
  }

  /// Whether each result is the mean of two sources of its own.
  private static boolean halves(Taps t) {
    if (2 * t.out() != t.in()) {
      return false;
    }
    for (int i = 0; i < t.out(); i++) {
      int at = t.start(i);
      if (t.start(i + 1) != at + 2
          || t.source(at) != 2 * i
          || t.source(at + 1) != 2 * i + 1
          || t.weight(at) != 0.5
          || t.weight(at + 1) != 0.5) {
        return false;
      }
    }
    return true;
  }

  /// What becomes of `output` of step `index`: takes over the sum with another picture and the
  /// activation that are all that is made of it.
  ///
  /// @param activates whether the step's kernel can apply an activation
  private PlanOp.Stored stored(int index, Program.View output, boolean activates) {
    Program.View at = output;
    Program.View residual = null;
    Integer reader = onlyReader(index, at);
    if (reader != null) {
      Program.View other = otherTerm(index, reader, at);
      if (other != null) {
        residual = place(other);
        at = takeOver(reader);
        reader = onlyReader(index, at);
      }
    }
    PlanOp.Activation activation = PlanOp.Activation.NONE;
    if (reader != null && activates) {
      Program.Step s = program.steps().get(reader);
      PlanOp.@Nullable Activation a = PlanOp.Activation.of(s.kernel());
      if (a != null && isWhole(s.outputs().getFirst())) {
        activation = a;
        at = takeOver(reader);
      }
    }
    return new PlanOp.Stored(residual, activation, place(at));
  }

  private Program.View takeOver(int step) {
    fused[step] = true;
    return program.steps().get(step).outputs().getFirst();
  }

  /// The other term of a sum of whole pictures, which step `index` finds written already; null if
  /// `reader` is no such sum.
  private Program.@Nullable View otherTerm(int index, int reader, Program.View term) {
    Program.Step s = program.steps().get(reader);
    boolean sum =
        s.kernel() instanceof Binary(Binary.Function f, double a)
            && f == Binary.Function.ADD
            && a == 1;
    if (!sum || !isWhole(s.outputs().getFirst())) {
      return null;
    }
    int at = s.inputs().get(0).value() == term.value() ? 0 : 1;
    Program.View other = s.inputs().get(1 - at);
    boolean fits =
        other.value() != term.value()
            && isWhole(other)
            && other.shape().equals(s.outputs().getFirst().shape())
            && lastWriter(other.value()) < index;
    return fits ? other : null;
  }

  /// The last step that writes a value; -1 if none does, as inputs of the program.
  private int lastWriter(int value) {
    for (int i = program.steps().size() - 1; i >= 0; i--) {
      if (program.steps().get(i).outputs().stream().anyMatch(v -> v.value() == value)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isWhole(Program.View v) {
    PictureFrame frame = frames.of(v.value());
    return frame != null && frame.isWhole(v);
  }

  /// The one step after `index` that reads all of `output`, a whole picture; null if there is none,
  /// or something else reads of it.
  private @Nullable Integer onlyReader(int index, Program.View output) {
    if (readers[output.value()] != 1 || !isWhole(output)) {
      return null;
    }
    for (int i = index + 1; i < program.steps().size(); i++) {
      for (Program.View v : program.steps().get(i).inputs()) {
        if (v.value() == output.value()) {
          return isWhole(v) && !fused[i] ? i : null;
        }
      }
    }
    return null;
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

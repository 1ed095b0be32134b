package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Window2d;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thing that a compiled plan does. Views are places in the plan's memory.
sealed interface PlanOp {
  /// Does it; `place` finds the memory of a view.
  void run(NativeBackend backend, Function<Program.View, Operand> place);

  List<Program.View> reads();

  List<Program.View> writes();

  /// What is applied to results as they are stored.
  ///
  /// @param code as `sk.h` counts: 0 none, 1 relu, 2 leaky relu
  record Activation(int code, double slope) {
    static final Activation NONE = new Activation(0, 0);

    /// The activation that a kernel is, null if it is none.
    static @Nullable Activation of(Kernel k) {
      return switch (k) {
        case Unary(Unary.Function f, double a, double _) when f == Unary.Function.RELU ->
            new Activation(1, 0 * a);
        case Unary(Unary.Function f, double a, double _) when f == Unary.Function.LEAKY_RELU ->
            new Activation(2, a);
        default -> null;
      };
    }

    @Override
    public String toString() {
      return code == 0 ? "" : code == 1 ? ", relu" : ", leaky relu " + slope;
    }
  }

  /// What is done with results on their way to memory: activation(result + residual), stored at y.
  record Stored(Program.@Nullable View residual, Activation activation, Program.View y) {
    MemorySegment residual(CallFrame f, Function<Program.View, Operand> place) {
      return residual == null ? MemorySegment.NULL : f.view(place.apply(residual));
    }

    List<Program.View> reads(Program.View... others) {
      List<Program.View> reads = new ArrayList<>(List.of(others));
      if (residual != null) {
        reads.add(residual);
      }
      return reads;
    }

    @Override
    public String toString() {
      return (residual == null ? "" : ", residual") + activation;
    }
  }

  /// A kernel as it was recorded, on views as they lie now.
  record Replayed(Kernel kernel, List<Program.View> reads, List<Program.View> writes)
      implements PlanOp {
    @Override
    public void run(NativeBackend backend, Function<Program.View, Operand> place) {
      backend.execute(kernel, all(reads, place), all(writes, place));
    }

    private static List<Operand> all(
        List<Program.View> views, Function<Program.View, Operand> place) {
      List<Operand> operands = new ArrayList<>(views.size());
      for (Program.View v : views) {
        operands.add(place.apply(v));
      }
      return operands;
    }
  }

  /// A convolution with packed weights; `weight` is a constant's view, there for its sizes.
  ///
  /// @param algorithm what the weights are packed for, see `sk.h`
  record PackedConv(
      Window2d window,
      int algorithm,
      Program.View x,
      Program.View weight,
      MemorySegment packed,
      Program.@Nullable View bias,
      Stored stored)
      implements PlanOp {
    @Override
    public void run(NativeBackend backend, Function<Program.View, Operand> place) {
      CallFrame f = backend.frame();
      backend.call(
          "conv2d",
          () ->
              SkSteps.conv2dPacked(
                  backend.device(),
                  f.window(window, algorithm),
                  f.view(place.apply(x)),
                  f.view(place.apply(weight)),
                  packed,
                  bias == null ? MemorySegment.NULL : f.dense(place.apply(bias)),
                  stored.residual(f, place),
                  stored.activation.code(),
                  stored.activation.slope(),
                  f.view(place.apply(stored.y))));
    }

    @Override
    public List<Program.View> reads() {
      return stored.reads(x);
    }

    @Override
    public List<Program.View> writes() {
      return List.of(stored.y);
    }
  }

  /// Fills the border of x.
  record Border(boolean reflect, int h, int w, Program.View x) implements PlanOp {
    @Override
    public void run(NativeBackend backend, Function<Program.View, Operand> place) {
      backend.call(
          "border",
          () ->
              SkSteps.border(
                  backend.device(), reflect ? 1 : 0, h, w, backend.frame().view(place.apply(x))));
    }

    @Override
    public List<Program.View> reads() {
      return List.of(x);
    }

    @Override
    public List<Program.View> writes() {
      return List.of();
    }
  }

  /// A map of planes, all channels of a place at once; `rows` and `columns` are its taps as C sees
  /// them. There is no activation.
  record LastMap(
      AxisMap2d map, MemorySegment rows, MemorySegment columns, Program.View x, Stored stored)
      implements PlanOp {
    @Override
    public void run(NativeBackend backend, Function<Program.View, Operand> place) {
      CallFrame f = backend.frame();
      backend.call(
          map.name(),
          () ->
              SkSteps.axisMap2dLast(
                  backend.device(),
                  rows,
                  columns,
                  f.view(place.apply(x)),
                  stored.residual(f, place),
                  f.view(place.apply(stored.y))));
    }

    @Override
    public List<Program.View> reads() {
      return stored.reads(x);
    }

    @Override
    public List<Program.View> writes() {
      return List.of(stored.y);
    }
  }

  /// A max pooling whose places nobody reads; `rows` and `columns` are its taps as C sees them.
  record LastMaxPool(
      MaxPool2d pool, MemorySegment rows, MemorySegment columns, Program.View x, Program.View y)
      implements PlanOp {
    @Override
    public void run(NativeBackend backend, Function<Program.View, Operand> place) {
      CallFrame f = backend.frame();
      backend.call(
          pool.name(),
          () ->
              SkSteps.maxPool2dLast(
                  backend.device(), rows, columns, f.view(place.apply(x)), f.view(place.apply(y))));
    }

    @Override
    public List<Program.View> reads() {
      return List.of(x);
    }

    @Override
    public List<Program.View> writes() {
      return List.of(y);
    }
  }

  /// A norm whose statistics nobody reads. `inputs`: x, or x, weight and bias.
  record LastNorm(ChannelNorm norm, List<Program.View> inputs, Stored stored) implements PlanOp {
    @Override
    public void run(NativeBackend backend, Function<Program.View, Operand> place) {
      CallFrame f = backend.frame();
      boolean affine = inputs.size() == 3;
      backend.call(
          norm.name(),
          () ->
              SkSteps.channelNormLast(
                  backend.device(),
                  norm.over() == ChannelNorm.Over.BATCH ? 1 : 0,
                  norm.eps(),
                  f.view(place.apply(inputs.get(0))),
                  affine ? f.dense(place.apply(inputs.get(1))) : MemorySegment.NULL,
                  affine ? f.dense(place.apply(inputs.get(2))) : MemorySegment.NULL,
                  stored.residual(f, place),
                  stored.activation.code(),
                  stored.activation.slope(),
                  f.view(place.apply(stored.y))));
    }

    @Override
    public List<Program.View> reads() {
      return stored.reads(inputs.toArray(Program.View[]::new));
    }

    @Override
    public List<Program.View> writes() {
      return List.of(stored.y);
    }
  }
}

package dev.sosia.kernels.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.backend.Peaks;
import dev.sosia.engine.backend.Plan;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.ChannelNormGrad;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Conv2dInputGrad;
import dev.sosia.engine.kernel.Conv2dWeightGrad;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.CumSum;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.ScatterAdd;
import dev.sosia.engine.kernel.SgdStep;
import dev.sosia.engine.kernel.Softmax;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Kernels in C on the cores of this machine, computing in F32. Each call is done when it returns.
final class NativeBackend implements Backend {
  private static final String[] LEVELS = {"base", "avx2", "avx512"};
  private static final int NO_MEMORY = 1;
  private static final int BAD_INDEX = 2;

  private final MemorySegment device;
  private final NativeMemory memory = new NativeMemory();
  private final CallFrame frame;
  private final int threads;
  private boolean closed;

  /// A backend at the best instruction set level not above `level` (-1: the best).
  ///
  /// @throws EnvironmentException if the library cannot be opened
  NativeBackend(int level, int threads) {
    NativeLibrary.open();
    this.device = Sk.open(level, threads);
    if (device.address() == 0) {
      throw new EnvironmentException("cannot start " + threads + " threads: use fewer (--threads)");
    }
    this.threads = threads;
    this.frame = new CallFrame(device, memory);
  }

  /// The instruction set level in force: `base`, `avx2` or `avx512`.
  String level() {
    return LEVELS[Sk.level(device)];
  }

  /// Bytes in buffers that were allocated and not released.
  long liveBytes() {
    return memory.liveBytes();
  }

  @Override
  public String description() {
    return "cpu " + level() + ", " + threads + (threads == 1 ? " thread" : " threads");
  }

  @Override
  public boolean computesIn(DType dtype) {
    return dtype == DType.F32;
  }

  @Override
  public Buffer allocate(DType dtype, long elements) {
    if (elements > Long.MAX_VALUE / 16) {
      throw new EnvironmentException("no memory for " + elements + " elements");
    }
    return new NativeBuffer(dtype, elements, memory.allocate(elements * dtype.bytes()));
  }

  @Override
  public void release(Buffer buffer) {
    memory.release(((NativeBuffer) buffer).retire());
  }

  @Override
  public void write(MemorySegment source, Buffer target, long offset) {
    part(target, offset, source.byteSize()).copyFrom(source);
  }

  @Override
  public void read(Buffer source, long offset, MemorySegment target) {
    target.copyFrom(part(source, offset, target.byteSize()));
  }

  private static MemorySegment part(Buffer buffer, long offset, long bytes) {
    return ((NativeBuffer) buffer)
        .segment()
        .asSlice(0, buffer.bytes())
        .asSlice(offset * buffer.dtype().bytes(), bytes);
  }

  @Override
  public void synchronize() {
    // calls are done when they return
  }

  @Override
  public void execute(Kernel kernel, List<Operand> inputs, List<Operand> outputs) {
    requireF32(kernel, inputs, outputs);
    call(kernel.name(), () -> dispatch(kernel, inputs, outputs));
  }

  /// Makes a call whose arguments are in [#frame], and throws what its status says.
  void call(String name, IntSupplier function) {
    boolean succeeded = false;
    try {
      int status = function.getAsInt();
      if (status == BAD_INDEX) {
        throw new InputException(
            name
                + ": index "
                + Sk.badIndex(device, 0)
                + " is outside of a dimension of size "
                + Sk.badIndex(device, 1));
      }
      if (status == NO_MEMORY) {
        throw new EnvironmentException(
            name + ": no memory for packed copies of its operands; take a smaller batch");
      }
      succeeded = true;
    } finally {
      frame.end(succeeded);
    }
  }

  @Override
  public Plan compile(Program program) {
    return new NativePlan(this, program);
  }

  @Override
  public Optional<Peaks> measurePeaks() {
    Shape two = Shape.of(2);
    Buffer buffer = allocate(DType.F32, 2);
    try {
      call(
          "peak",
          () -> SkSteps.peak(device, frame.view(new Operand(buffer, two, two.rowMajor(), 0))));
      MemorySegment y = ((NativeBuffer) buffer).segment();
      return Optional.of(new Peaks(y.getAtIndex(JAVA_FLOAT, 0), y.getAtIndex(JAVA_FLOAT, 1)));
    } finally {
      release(buffer);
    }
  }

  MemorySegment device() {
    return device;
  }

  CallFrame frame() {
    return frame;
  }

  NativeMemory memory() {
    return memory;
  }

  private static void requireF32(Kernel kernel, List<Operand> inputs, List<Operand> outputs) {
    boolean anyType =
        switch (kernel) {
          case Copy _, Fill _, Gather _ -> true;
          case Binary b -> b.function().isComparison();
          default -> false;
        };
    if (anyType) {
      return;
    }
    for (List<Operand> operands : List.of(inputs, outputs)) {
      for (Operand o : operands) {
        if (o.dtype() == DType.F64) {
          throw new InputException(
              kernel.name()
                  + " in F64: the cpu backend computes in F32 only; use --device reference");
        }
      }
    }
  }

  private int dispatch(Kernel kernel, List<Operand> in, List<Operand> out) {
    return switch (kernel) {
      case Fill k -> Sk.fill(device, k.value(), frame.view(out.get(0)));
      case Copy _ -> Sk.copy(device, frame.view(in.get(0)), frame.view(out.get(0)));
      case Unary k ->
          Sk.unary(
              device,
              Codes.of(k.function()),
              k.a(),
              k.b(),
              frame.view(in.get(0)),
              frame.view(out.get(0)));
      case Binary k ->
          Sk.binary(
              device,
              Codes.of(k.function()),
              k.a(),
              frame.view(in.get(0)),
              frame.view(in.get(1)),
              frame.view(out.get(0)));
      case Where _ ->
          Sk.where(
              device,
              frame.view(in.get(0)),
              frame.view(in.get(1)),
              frame.view(in.get(2)),
              frame.view(out.get(0)));
      case Reduce k ->
          Sk.reduce(
              device,
              Codes.of(k.kind()),
              bits(k.dims()),
              frame.view(in.get(0)),
              frame.view(out.get(0)));
      case ArgReduce k ->
          Sk.argReduce(
              device, k.largest() ? 1 : 0, k.dim(), frame.view(in.get(0)), frame.view(out.get(0)));
      case CumSum k ->
          Sk.cumsum(
              device,
              k.dim(),
              k.reverse() ? 1 : 0,
              frame.dense(in.get(0)),
              frame.denseOutput(out.get(0)));
      case Softmax k ->
          Sk.softmax(
              device,
              k.dim(),
              k.log() ? 1 : 0,
              frame.dense(in.get(0)),
              frame.denseOutput(out.get(0)));
      case MatMul _ ->
          Sk.matmul(device, frame.view(in.get(0)), frame.view(in.get(1)), frame.view(out.get(0)));
      case Conv2d k ->
          Sk.conv2d(
              device,
              frame.window(k.window()),
              frame.dense(in.get(0)),
              frame.dense(in.get(1)),
              optional(in, 2),
              frame.denseOutput(out.get(0)));
      case Conv2dInputGrad k ->
          Sk.conv2dInputGrad(
              device,
              frame.window(k.window()),
              frame.dense(in.get(0)),
              frame.dense(in.get(1)),
              frame.denseOutput(out.get(0)));
      case Conv2dWeightGrad k ->
          Sk.conv2dWeightGrad(
              device,
              frame.window(k.window()),
              frame.dense(in.get(0)),
              frame.dense(in.get(1)),
              frame.denseOutput(out.get(0)));
      case ChannelNorm k -> channelNorm(k, in, out);
      case ChannelNormGrad k -> channelNormGrad(k, in, out);
      case AxisMap2d k ->
          Sk.axisMap2d(
              device,
              frame.taps(k.rows()),
              frame.taps(k.columns()),
              frame.dense(in.get(0)),
              frame.denseOutput(out.get(0)));
      case MaxPool2d k ->
          Sk.maxPool2d(
              device,
              frame.taps(k.rows()),
              frame.taps(k.columns()),
              frame.dense(in.get(0)),
              frame.denseOutput(out.get(0)),
              frame.denseOutput(out.get(1)));
      case Gather k ->
          Sk.gather(
              device,
              k.dim(),
              frame.view(in.get(0)),
              frame.view(in.get(1)),
              frame.view(out.get(0)));
      case ScatterAdd k -> scatterAdd(k, in, out.get(0));
      case SgdStep k ->
          SkSteps.sgdStep(
              device,
              frame.sgd(k),
              frame.denseInOut(in.get(0), out.get(0)),
              frame.dense(in.get(1)),
              in.size() > 2 ? frame.denseInOut(in.get(2), out.get(1)) : MemorySegment.NULL);
      case AdamStep k ->
          SkSteps.adamStep(
              device,
              frame.adam(k),
              frame.denseInOut(in.get(0), out.get(0)),
              frame.dense(in.get(1)),
              frame.denseInOut(in.get(2), out.get(1)),
              frame.denseInOut(in.get(3), out.get(2)),
              in.size() > 4 ? frame.denseInOut(in.get(4), out.get(3)) : MemorySegment.NULL);
    };
  }

  private static int bits(List<Integer> dims) {
    return dims.stream().mapToInt(d -> 1 << d).reduce(0, (a, b) -> a | b);
  }

  private MemorySegment optional(List<Operand> in, int index) {
    return index < in.size() ? frame.dense(in.get(index)) : MemorySegment.NULL;
  }

  private int channelNorm(ChannelNorm k, List<Operand> in, List<Operand> out) {
    return Sk.channelNorm(
        device,
        k.over() == ChannelNorm.Over.BATCH ? 1 : 0,
        k.eps(),
        frame.dense(in.get(0)),
        optional(in, 1),
        optional(in, 2),
        frame.denseOutput(out.get(0)),
        frame.denseOutput(out.get(1)),
        frame.denseOutput(out.get(2)));
  }

  private int channelNormGrad(ChannelNormGrad k, List<Operand> in, List<Operand> out) {
    return Sk.channelNormGrad(
        device,
        k.forward().over() == ChannelNorm.Over.BATCH ? 1 : 0,
        k.forward().eps(),
        frame.dense(in.get(0)),
        frame.dense(in.get(1)),
        frame.dense(in.get(2)),
        frame.dense(in.get(3)),
        optional(in, 4),
        frame.denseOutput(out.get(0)),
        frame.denseOutput(out.get(1)),
        frame.denseOutput(out.get(2)));
  }

  private int scatterAdd(ScatterAdd k, List<Operand> in, Operand out) {
    MemorySegment y = frame.view(out);
    int status = Sk.copy(device, frame.view(in.get(0)), y);
    return status != 0
        ? status
        : Sk.scatterAdd(device, k.dim(), frame.view(in.get(1)), frame.view(in.get(2)), y);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Sk.close(device);
      memory.close();
    }
  }
}

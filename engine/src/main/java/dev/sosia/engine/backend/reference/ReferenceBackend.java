package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.error.EnvironmentException;
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
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Computes every kernel in plain Java, at once, in F64 whatever the storage type.
public final class ReferenceBackend implements Backend {
  /// The longest array a JVM gives.
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final Parallel parallel;
  private final Elementwise elementwise;
  private final Reductions reductions;
  private final Products products;
  private final Convolution convolution;
  private final Normalization normalization;
  private final Planes planes;

  /// A backend that uses `threads` threads.
  public ReferenceBackend(int threads) {
    parallel = new Parallel(threads);
    elementwise = new Elementwise(parallel);
    reductions = new Reductions(parallel);
    products = new Products(parallel);
    convolution = new Convolution(parallel);
    normalization = new Normalization(parallel);
    planes = new Planes(parallel);
  }

  @Override
  public String description() {
    int threads = parallel.threads();
    return "reference, " + threads + (threads == 1 ? " thread" : " threads");
  }

  @Override
  public boolean computesIn(DType dtype) {
    return dtype.isArithmetic();
  }

  @Override
  public Buffer allocate(DType dtype, long elements) {
    if (elements > LONGEST) {
      throw new EnvironmentException(
          "the reference backend holds at most "
              + LONGEST
              + " values in one tensor, not "
              + elements
              + ": use --device cpu");
    }
    try {
      return new ArrayBuffer(dtype, (int) elements);
    } catch (OutOfMemoryError e) {
      throw new EnvironmentException(
          "not enough memory for "
              + elements
              + " values of "
              + dtype
              + ": give Java a larger heap (-Xmx) or use smaller batches",
          e);
    }
  }

  @Override
  public void release(Buffer buffer) {
    // the garbage collector takes the array with its last reference
  }

  @Override
  public void write(MemorySegment source, Buffer target, long offset) {
    long from = offset * target.dtype().bytes();
    ((ArrayBuffer) target).segment().asSlice(from, source.byteSize()).copyFrom(source);
  }

  @Override
  public void read(Buffer source, long offset, MemorySegment target) {
    long from = offset * source.dtype().bytes();
    target.copyFrom(((ArrayBuffer) source).segment().asSlice(from, target.byteSize()));
  }

  @Override
  public void execute(Kernel kernel, List<Operand> in, List<Operand> out) {
    switch (kernel) {
      case Fill k -> elementwise.fill(k.value(), out.getFirst());
      case Copy _ -> elementwise.copy(in.getFirst(), out.getFirst());
      case Unary k -> elementwise.unary(k, in.getFirst(), out.getFirst());
      case Binary k -> elementwise.binary(k, in.get(0), in.get(1), out.getFirst());
      case Where _ -> elementwise.where(in.get(0), in.get(1), in.get(2), out.getFirst());
      case Reduce k -> reductions.reduce(k, in.getFirst(), out.getFirst());
      case ArgReduce k -> reductions.argReduce(k, in.getFirst(), out.getFirst());
      case CumSum k -> reductions.cumSum(k, in.getFirst(), out.getFirst());
      case Softmax k -> reductions.softmax(k, in.getFirst(), out.getFirst());
      case MatMul _ -> products.matmul(in.get(0), in.get(1), out.getFirst());
      case Conv2d k ->
          convolution.forward(
              k.window(), in.get(0), in.get(1), in.size() == 3 ? in.get(2) : null, out.getFirst());
      case Conv2dInputGrad k ->
          convolution.inputGrad(k.window(), in.get(0), in.get(1), out.getFirst());
      case Conv2dWeightGrad k ->
          convolution.weightGrad(k.window(), in.get(0), in.get(1), out.getFirst());
      case ChannelNorm k -> normalization.forward(k, in, out);
      case ChannelNormGrad k -> normalization.backward(k.forward(), in, out);
      case AxisMap2d k -> planes.axisMap(k, in.getFirst(), out.getFirst());
      case MaxPool2d k -> planes.maxPool(k, in.getFirst(), out.get(0), out.get(1));
      case Gather k -> Indexing.gather(k.dim(), in.get(0), in.get(1), out.getFirst());
      case ScatterAdd k ->
          Indexing.scatterAdd(k.dim(), in.get(0), in.get(1), in.get(2), out.getFirst());
      case SgdStep k -> OptimizerSteps.sgd(k, in, out);
      case AdamStep k -> OptimizerSteps.adam(k, in, out);
    }
  }

  @Override
  public void synchronize() {
    // every kernel has finished when execute returns
  }

  @Override
  public void close() {
    parallel.close();
  }
}

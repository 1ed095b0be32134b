package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// An array of numbers on a device: a view of some memory, and its place in the recorded
/// computation. Operations on tensors are the static methods of `dev.sosia.engine.op`.
///
/// The element at index `i0, i1, ..` lies at `offset + i0*stride(0) + i1*stride(1) + ..` of the
/// storage, in elements. Strides may be zero (a repeated dimension) or negative (a flipped one).
public final class Tensor {
  private final Storage storage;
  private final Shape shape;
  private final long[] strides;
  private final long offset;
  private Scope scope;
  private boolean ended;
  private @Nullable Node node;
  private int nodeOutput;
  private @Nullable Tensor grad;

  /// A handle in the innermost scope.
  Tensor(Storage storage, Shape shape, long[] strides, long offset) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.scope = Scope.innermost();
    storage.retain();
    scope.add(this);
  }

  public Device device() {
    return storage.device();
  }

  public DType dtype() {
    return storage.buffer().dtype();
  }

  public Shape shape() {
    return shape;
  }

  public TensorType type() {
    return new TensorType(dtype(), shape);
  }

  /// Size of dimension `i`; negative counts from the end.
  public int dim(int i) {
    return shape.dim(i);
  }

  public int rank() {
    return shape.rank();
  }

  public long numel() {
    return shape.numel();
  }

  public long[] strides() {
    return strides.clone();
  }

  public long offset() {
    return offset;
  }

  /// Whether elements follow each other in row-major order without gaps.
  public boolean isContiguous() {
    return operand().isContiguous();
  }

  /// Another view of the same memory, in the innermost scope, without a gradient.
  public Tensor view(Shape newShape, long[] newStrides, long newOffset) {
    checkAlive();
    return new Tensor(storage, newShape, newStrides.clone(), newOffset);
  }

  /// A second handle of the same view that takes no part in any recorded computation.
  public Tensor detach() {
    return view(shape, strides, offset);
  }

  /// A second handle of the same view and the same place in the recorded computation.
  Tensor alias() {
    Tensor t = detach();
    t.attach(node, nodeOutput);
    return t;
  }

  // ---- gradients

  /// Whether gradients are wanted for it, or for something it was computed from.
  public boolean requiresGrad() {
    return node != null;
  }

  /// Makes this a leaf whose gradient is collected in [#grad] (or, with false, no longer). A tensor
  /// that was computed cannot be made a leaf: detach it first.
  public Tensor requiresGrad(boolean wanted) {
    if (node != null && !(node instanceof Leaf)) {
      throw new IllegalStateException(
          "the result of "
              + node.name()
              + " is not a leaf: detach it before changing requiresGrad");
    }
    if (wanted && !dtype().isArithmetic()) {
      throw new ShapeException("only F32 and F64 tensors have gradients, not " + type());
    }
    if (wanted != (node != null)) {
      attach(wanted ? new Leaf(this) : null, 0);
    }
    return this;
  }

  /// The gradient collected by [Autograd#backward] since [#clearGrad]; null if none came.
  public @Nullable Tensor grad() {
    return grad;
  }

  /// Forgets the collected gradient.
  public void clearGrad() {
    if (grad != null) {
      grad.close();
      grad = null;
    }
  }

  void setGrad(Tensor value) {
    grad = scope.own(value);
  }

  @Nullable Node node() {
    return node;
  }

  int nodeOutput() {
    return nodeOutput;
  }

  void attach(@Nullable Node newNode, int output) {
    if (newNode != null) {
      newNode.retain();
    }
    if (node != null) {
      node.release();
    }
    node = newNode;
    nodeOutput = output;
  }

  // ---- values

  /// The value of a tensor with one element, after waiting for it.
  public double item() {
    if (numel() != 1) {
      throw new ShapeException("item: takes one element, this has shape " + shape);
    }
    return toDoubles()[0];
  }

  /// All values in row-major order, after waiting for them, whatever the type.
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(numel())];
    if (dtype() == DType.F64) {
      read(MemorySegment.ofArray(values));
    } else {
      try (Scope _ = Scope.open()) {
        device().run(new Copy(DType.F64), this).read(MemorySegment.ofArray(values));
      }
    }
    return values;
  }

  /// All values in row-major order as F32.
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(numel())];
    try (Scope _ = Scope.open()) {
      Tensor t = dtype() == DType.F32 ? this : device().run(new Copy(DType.F32), this);
      t.read(MemorySegment.ofArray(values));
    }
    return values;
  }

  /// All values of an integer or BOOL tensor in row-major order.
  public long[] toLongs() {
    if (dtype().isFloating()) {
      throw new ShapeException("toLongs: not integers but " + type());
    }
    long[] values = new long[Math.toIntExact(numel())];
    try (Scope _ = Scope.open()) {
      Tensor t = dtype() == DType.I64 ? this : device().run(new Copy(DType.I64), this);
      t.read(MemorySegment.ofArray(values));
    }
    return values;
  }

  /// Fills `target` with all values in row-major order, little-endian in this tensor's type.
  public void read(MemorySegment target) {
    checkAlive();
    if (target.byteSize() != numel() * dtype().bytes()) {
      throw new IllegalArgumentException(
          "read: " + type() + " has " + type().bytes() + " bytes, not " + target.byteSize());
    }
    if (numel() == 0) {
      return;
    }
    if (isContiguous()) {
      device().backend().read(storage.buffer(), offset, target);
    } else {
      try (Scope _ = Scope.open()) {
        device().run(new Copy(dtype()), this).read(target);
      }
    }
  }

  /// Overwrites the values in place with those of `source`, which has the same shape; types
  /// convert.
  public void assign(Tensor source) {
    if (!source.shape().equals(shape)) {
      throw new ShapeException("assign: " + source.type() + " into " + type());
    }
    device().into(new Copy(dtype()), new Tensor[] {source}, this);
  }

  /// How often the memory was written to in place: whoever remembers values can tell whether they
  /// still hold without reading them.
  public int version() {
    return storage.version();
  }

  // ---- life

  /// Ends this handle before its scope does.
  public void close() {
    scope.forget(this);
    end();
  }

  void end() {
    if (!ended) {
      ended = true;
      attach(null, 0);
      if (grad != null) {
        clearGrad();
      }
      storage.release();
    }
  }

  Scope scope() {
    return scope;
  }

  void moveTo(Scope newScope) {
    checkAlive();
    scope = newScope;
  }

  Storage storage() {
    return storage;
  }

  Operand operand() {
    return new Operand(storage.buffer(), shape, strides, offset);
  }

  void checkAlive() {
    if (ended) {
      throw new IllegalStateException(
          "a tensor of shape " + shape + " is used after its scope has closed: keep it there");
    }
  }

  @Override
  public String toString() {
    return "Tensor " + type() + (node == null ? "" : " of " + node.name());
  }
}

package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.BackendProvider;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// A backend in use: makes tensors, runs kernels on them, and counts its memory.
public final class Device implements AutoCloseable {
  private final Backend backend;
  private final CachingAllocator allocator;
  private @Nullable Listener listener;
  private @Nullable List<Buffer> held;

  /// Is told of every kernel before it is enqueued: tracing and recording hang here.
  @FunctionalInterface
  public interface Listener {
    void onKernel(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs);

    /// Is told of the same kernel after it was enqueued: reading a result here waits for it.
    /// Kernels that the listener runs itself are told to it too, unless it steps aside meanwhile.
    default void afterKernel(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs) {}
  }

  public Device(Backend backend) {
    this.backend = backend;
    this.allocator = new CachingAllocator(backend);
  }

  /// Opens `auto`, or a backend by name, `cuda:1` for the second of its kind, with this many
  /// threads (0: all cores).
  ///
  /// @throws InputException if there is no such backend
  /// @throws EnvironmentException with reason and remedy if it does not work here
  public static Device open(String name, int threads) {
    List<BackendProvider> providers = providers();
    if (name.equals("auto")) {
      for (BackendProvider p : providers) {
        if (p.availability().available()) {
          return new Device(p.open(0, threads));
        }
      }
    }
    String[] parts = name.split(":", 2);
    for (BackendProvider p : providers) {
      if (p.name().equals(parts[0])) {
        BackendProvider.Availability here = p.availability();
        if (!here.available()) {
          throw new EnvironmentException(
              "device " + name + " does not work here: " + here.reason() + "; " + here.remedy());
        }
        return new Device(p.open(index(name, parts), threads));
      }
    }
    throw new InputException(
        "there is no device "
            + name
            + ": use auto, "
            + String.join(", ", providers.stream().map(BackendProvider::name).toList()));
  }

  private static int index(String name, String[] parts) {
    try {
      return parts.length == 1 ? 0 : Integer.parseUnsignedInt(parts[1]);
    } catch (NumberFormatException e) {
      throw new InputException("device " + name + ": the number of a device is 0, 1, ..", e);
    }
  }

  /// All backends of this build, the fastest first, whether they work here or not.
  public static List<BackendProvider> providers() {
    List<BackendProvider> providers = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class).forEach(providers::add);
    providers.sort(Comparator.comparingInt(BackendProvider::rank).reversed());
    return providers;
  }

  public Backend backend() {
    return backend;
  }

  public String description() {
    return backend.description();
  }

  /// Has every kernel told to `next` from now on (null: to nobody).
  ///
  /// @return who was told before
  public @Nullable Listener listener(@Nullable Listener next) {
    Listener before = listener;
    listener = next;
    return before;
  }

  // ---- making tensors

  /// A tensor of these F32 values, row-major.
  public Tensor tensor(Shape shape, float... values) {
    return of(DType.F32, shape, MemorySegment.ofArray(values));
  }

  /// A tensor of these F64 values, row-major.
  public Tensor tensor(Shape shape, double... values) {
    return of(DType.F64, shape, MemorySegment.ofArray(values));
  }

  /// A tensor of these I64 values, row-major.
  public Tensor tensor(Shape shape, long... values) {
    return of(DType.I64, shape, MemorySegment.ofArray(values));
  }

  /// A tensor of the given little-endian bytes, row-major.
  public Tensor of(DType dtype, Shape shape, MemorySegment values) {
    TensorType type = new TensorType(dtype, shape);
    if (values.byteSize() != type.bytes()) {
      throw new ShapeException(
          type + " takes " + type.bytes() + " bytes, " + values.byteSize() + " were given");
    }
    Tensor t = empty(type);
    if (values.byteSize() > 0) {
      backend.write(values, t.storage().buffer(), 0);
    }
    return t;
  }

  /// A tensor with every element `value`.
  public Tensor fill(DType dtype, Shape shape, double value) {
    return run(new Fill(new TensorType(dtype, shape), value));
  }

  public Tensor zeros(DType dtype, Shape shape) {
    return fill(dtype, shape, 0);
  }

  /// A single number of the given type.
  public Tensor scalar(DType dtype, double value) {
    return fill(dtype, Shape.SCALAR, value);
  }

  Tensor empty(TensorType type) {
    Scope.innermost(); // where there is none, no memory is taken either
    Buffer buffer = allocator.take(type.dtype(), type.shape().numel());
    return new Tensor(new Storage(this, buffer), type.shape(), type.shape().rowMajor(), 0);
  }

  // ---- running kernels

  /// Runs a kernel with one result, which is new, row-major and belongs to the innermost scope.
  public Tensor run(Kernel kernel, Tensor... inputs) {
    return runAll(kernel, inputs).getFirst();
  }

  /// Runs a kernel and returns all its results.
  public List<Tensor> runAll(Kernel kernel, Tensor... inputs) {
    check(kernel, inputs);
    List<TensorType> types = new ArrayList<>(inputs.length);
    for (Tensor t : inputs) {
      types.add(t.type());
    }
    List<Tensor> outputs = new ArrayList<>();
    for (TensorType type : kernel.outputs(types)) {
      outputs.add(empty(type));
    }
    enqueue(kernel, List.of(inputs), outputs);
    return outputs;
  }

  /// Runs a kernel whose results go into existing tensors: a copy into a view, or an optimiser's
  /// step.
  public void into(Kernel kernel, Tensor[] inputs, Tensor... outputs) {
    check(kernel, inputs);
    for (Tensor t : outputs) {
      t.checkAlive();
      t.storage().written();
    }
    enqueue(kernel, List.of(inputs), List.of(outputs));
  }

  private void check(Kernel kernel, Tensor[] inputs) {
    for (Tensor t : inputs) {
      t.checkAlive();
      if (t.device() != this) {
        throw new IllegalStateException(
            kernel.name()
                + ": a tensor on "
                + t.device().description()
                + " is used on "
                + description());
      }
      if (t.dtype().isArithmetic() && !backend.computesIn(t.dtype()) && !takesAnyType(kernel)) {
        throw new InputException(
            kernel.name()
                + ": "
                + description()
                + " does not compute in "
                + t.dtype()
                + ": use --device reference");
      }
    }
  }

  /// Whether a kernel only moves or compares values, which every backend does in every type.
  private static boolean takesAnyType(Kernel kernel) {
    return switch (kernel) {
      case Copy _, Gather _ -> true;
      case Binary b -> b.function().isComparison();
      default -> false;
    };
  }

  private void enqueue(Kernel kernel, List<Tensor> inputs, List<Tensor> outputs) {
    if (outputs.stream().allMatch(t -> t.numel() == 0)) {
      return;
    }
    Listener told = listener;
    if (told != null) {
      told.onKernel(kernel, inputs, outputs);
    }
    backend.execute(kernel, operands(inputs), operands(outputs));
    if (told != null) {
      told.afterKernel(kernel, inputs, outputs);
    }
  }

  private static List<Operand> operands(List<Tensor> tensors) {
    List<Operand> operands = new ArrayList<>(tensors.size());
    for (Tensor t : tensors) {
      operands.add(t.operand());
    }
    return operands;
  }

  // ---- memory

  void free(Buffer buffer) {
    if (held != null) {
      held.add(buffer);
    } else {
      allocator.give(buffer);
    }
  }

  /// Collects buffers that become free instead of using them again; null ends that.
  void holdFreed(@Nullable List<Buffer> list) {
    held = list;
  }

  /// Bytes that tensors and recorded operations hold now.
  public long liveBytes() {
    return allocator.liveBytes();
  }

  /// The most that were ever held at once since [#resetPeak].
  public long peakBytes() {
    return allocator.peakBytes();
  }

  public void resetPeak() {
    allocator.resetPeak();
  }

  /// Waits until all work is done.
  public void synchronize() {
    backend.synchronize();
  }

  /// Waits, and gives all memory back. Tensors must have ended.
  @Override
  public void close() {
    allocator.close();
    backend.close();
  }
}

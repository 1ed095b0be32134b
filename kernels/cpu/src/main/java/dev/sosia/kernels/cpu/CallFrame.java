package dev.sosia.kernels.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.kernel.SgdStep;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.kernel.Window2d;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The arguments of one call, written as C structs into memory that is used again for every call;
/// and the temporary copies that a call needs because its kernel wants its operands dense.
final class CallFrame {
  private static final long BYTES = 4096;
  private static final long DTYPE = Structs.offset(Structs.VIEW, "dtype");
  private static final long RANK = Structs.offset(Structs.VIEW, "rank");
  private static final long DIM = Structs.offset(Structs.VIEW, "dim");
  private static final long STRIDE = Structs.offset(Structs.VIEW, "stride");

  private final MemorySegment device;
  private final NativeMemory memory;
  private final MemorySegment frame;
  private long used;
  private final List<MemorySegment> temporaries = new ArrayList<>();
  private final Deque<MemorySegment[]> stores = new ArrayDeque<>();

  CallFrame(MemorySegment device, NativeMemory memory) {
    this.device = device;
    this.memory = memory;
    this.frame = memory.allocate(BYTES);
  }

  private MemorySegment take(StructLayout layout) {
    MemorySegment struct = frame.asSlice(used, layout.byteSize());
    used += layout.byteSize();
    return struct;
  }

  private MemorySegment temporary(long bytes) {
    MemorySegment block = memory.allocate(bytes);
    temporaries.add(block);
    return block;
  }

  /// The operand as it is.
  MemorySegment view(Operand x) {
    long bytes = x.dtype().bytes();
    MemorySegment data = ((NativeBuffer) x.buffer()).segment();
    return view(x, data.address() + x.offset() * bytes, x.strides());
  }

  private MemorySegment view(Operand x, long address, long[] strides) {
    MemorySegment view = take(Structs.VIEW);
    view.set(JAVA_LONG, 0, address);
    view.set(JAVA_INT, DTYPE, Codes.of(x.dtype()));
    int rank = x.shape().rank();
    view.set(JAVA_INT, RANK, rank);
    for (int d = 0; d < rank; d++) {
      view.set(JAVA_LONG, DIM + 8L * d, x.shape().dim(d));
      view.set(JAVA_LONG, STRIDE + 8L * d, strides[d]);
    }
    return view;
  }

  private MemorySegment denseTemporary(Operand x) {
    MemorySegment block = temporary(x.type().bytes());
    return view(x, block.address(), x.shape().rowMajor());
  }

  /// An input without gaps, in row-major order: copied if it is not.
  MemorySegment dense(Operand x) {
    if (x.isContiguous()) {
      return view(x);
    }
    MemorySegment copy = denseTemporary(x);
    Sk.copy(device, view(x), copy);
    return copy;
  }

  /// A view to write to without gaps; what is written reaches `y` when the call ends.
  MemorySegment denseOutput(Operand y) {
    if (y.isContiguous()) {
      return view(y);
    }
    MemorySegment place = denseTemporary(y);
    stores.addLast(new MemorySegment[] {place, view(y)});
    return place;
  }

  /// As [#denseOutput], holding `x`'s values.
  MemorySegment denseInOut(Operand x, Operand y) {
    MemorySegment place = denseOutput(y);
    if (!(y.isContiguous() && x.equals(y))) {
      Sk.copy(device, view(x), place);
    }
    return place;
  }

  MemorySegment window(Window2d w) {
    return window(w, 0);
  }

  /// A window of a convolution with packed weights.
  ///
  /// @param algorithm what [SkSteps#conv2dAlgorithm] answered
  MemorySegment window(Window2d w, int algorithm) {
    MemorySegment s = take(Structs.WINDOW);
    int[] fields = {
      w.strideH(),
      w.strideW(),
      w.padH(),
      w.padW(),
      w.dilationH(),
      w.dilationW(),
      w.groups(),
      algorithm
    };
    MemorySegment.copy(fields, 0, s, JAVA_INT, 0, fields.length);
    return s;
  }

  MemorySegment taps(Taps t) {
    return writeTaps(t, temporary(tapsBytes(t)));
  }

  /// Bytes that [#writeTaps] fills.
  static long tapsBytes(Taps t) {
    return Structs.TAPS.byteSize() + 4L * (t.out() + 1) + 8L * t.start(t.out());
  }

  /// Writes taps as C sees them: a struct, and behind it the arrays that it points to.
  static MemorySegment writeTaps(Taps t, MemorySegment memory) {
    int count = t.start(t.out());
    long startAt = Structs.TAPS.byteSize();
    long sourceAt = startAt + 4L * (t.out() + 1);
    long weightAt = sourceAt + 4L * count;
    for (int i = 0; i <= t.out(); i++) {
      memory.set(JAVA_INT, startAt + 4L * i, t.start(i));
    }
    for (int i = 0; i < count; i++) {
      memory.set(JAVA_INT, sourceAt + 4L * i, t.source(i));
      memory.set(JAVA_FLOAT, weightAt + 4L * i, (float) t.weight(i));
    }
    memory.set(JAVA_INT, Structs.offset(Structs.TAPS, "in"), t.in());
    memory.set(JAVA_INT, Structs.offset(Structs.TAPS, "out"), t.out());
    memory.set(ADDRESS, Structs.offset(Structs.TAPS, "start"), memory.asSlice(startAt));
    memory.set(ADDRESS, Structs.offset(Structs.TAPS, "source"), memory.asSlice(sourceAt));
    memory.set(ADDRESS, Structs.offset(Structs.TAPS, "weight"), memory.asSlice(weightAt));
    return memory;
  }

  MemorySegment sgd(SgdStep k) {
    MemorySegment s = take(Structs.SGD);
    s.set(JAVA_DOUBLE, Structs.offset(Structs.SGD, "lr"), k.lr());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.SGD, "momentum"), k.momentum());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.SGD, "dampening"), k.dampening());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.SGD, "weight_decay"), k.weightDecay());
    s.set(JAVA_INT, Structs.offset(Structs.SGD, "nesterov"), k.nesterov() ? 1 : 0);
    s.set(JAVA_INT, Structs.offset(Structs.SGD, "first"), k.first() ? 1 : 0);
    return s;
  }

  MemorySegment adam(AdamStep k) {
    MemorySegment s = take(Structs.ADAM);
    s.set(JAVA_DOUBLE, Structs.offset(Structs.ADAM, "lr"), k.lr());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.ADAM, "beta1"), k.beta1());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.ADAM, "beta2"), k.beta2());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.ADAM, "eps"), k.eps());
    s.set(JAVA_DOUBLE, Structs.offset(Structs.ADAM, "weight_decay"), k.weightDecay());
    s.set(JAVA_INT, Structs.offset(Structs.ADAM, "decoupled"), k.decoupled() ? 1 : 0);
    s.set(JAVA_INT, Structs.offset(Structs.ADAM, "amsgrad"), k.amsgrad() ? 1 : 0);
    s.set(JAVA_LONG, Structs.offset(Structs.ADAM, "step"), k.step());
    return s;
  }

  /// Ends a call: brings results to strided outputs if it succeeded, and forgets the arguments.
  void end(boolean succeeded) {
    if (succeeded) {
      stores.forEach(s -> Sk.copy(device, s[0], s[1]));
    }
    stores.clear();
    temporaries.forEach(memory::release);
    temporaries.clear();
    used = 0;
  }
}

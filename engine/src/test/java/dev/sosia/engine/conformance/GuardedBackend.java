package dev.sosia.engine.conformance;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs every kernel of another backend into views inside of larger memory, and fails if anything
/// but the view was written to, or an input was. Fresh memory holds NaN, so that a kernel that
/// reads what it should write shows.
final class GuardedBackend implements Backend {
  private static final int MARGIN = 5;

  private final Backend guarded;
  private final boolean strided;

  /// @param strided whether views have gaps, between elements and between rows
  GuardedBackend(Backend guarded, boolean strided) {
    this.guarded = guarded;
    this.strided = strided;
  }

  /// A NaN that no kernel makes, or a number that is no index and no truth value.
  private static byte[] pattern(DType dtype, long elements) {
    byte[] bytes = new byte[Math.toIntExact(elements * dtype.bytes())];
    byte[] one =
        switch (dtype) {
          case F64 -> new byte[] {0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, (byte) 0xFC, 0x7F};
          case F32 -> new byte[] {0x5A, 0x5A, (byte) 0xDA, 0x7F};
          case F16 -> new byte[] {0x5A, 0x7E};
          case BF16 -> new byte[] {(byte) 0xDA, 0x7F};
          default -> new byte[] {0x5A};
        };
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = one[i % one.length];
    }
    return bytes;
  }

  @Override
  public void execute(Kernel kernel, List<Operand> inputs, List<Operand> outputs) {
    List<Operand> in = new ArrayList<>(inputs);
    List<Operand> out = new ArrayList<>();
    for (Operand o : outputs) {
      Operand view = view(o);
      out.add(view);
      for (int i = 0; i < in.size(); i++) {
        if (inputs.get(i).equals(o)) { // in place
          guarded.execute(new Copy(o.dtype()), List.of(o), List.of(view));
          in.set(i, view);
        }
      }
    }
    List<byte[]> before = new ArrayList<>();
    for (Operand i : in) {
      before.add(bytes(i.buffer()));
    }
    guarded.execute(kernel, in, out);
    for (int i = 0; i < in.size(); i++) {
      if (!out.contains(in.get(i)) && !Arrays.equals(before.get(i), bytes(in.get(i).buffer()))) {
        throw new AssertionError(kernel + " wrote to its input " + i + ", " + in.get(i));
      }
    }
    for (int i = 0; i < out.size(); i++) {
      checkMargins(kernel, out.get(i));
      guarded.execute(new Copy(out.get(i).dtype()), List.of(out.get(i)), List.of(outputs.get(i)));
      guarded.release(out.get(i).buffer());
    }
  }

  private Operand view(Operand o) {
    long[] strides = o.shape().rowMajor();
    long end = Math.max(o.shape().numel(), 1);
    if (strided) {
      end = 2;
      for (int d = strides.length - 1; d >= 0; d--) {
        strides[d] = end;
        end *= o.shape().dim(d) + 1L;
      }
    }
    long elements = end + 2 * MARGIN;
    Buffer buffer = guarded.allocate(o.dtype(), elements);
    guarded.write(MemorySegment.ofArray(pattern(o.dtype(), elements)), buffer, 0);
    return new Operand(buffer, o.shape(), strides, MARGIN);
  }

  private void checkMargins(Kernel kernel, Operand view) {
    byte[] found = bytes(view.buffer());
    byte[] expected = pattern(view.dtype(), view.buffer().elements());
    int width = view.dtype().bytes();
    long[] dense = view.shape().rowMajor();
    for (long i = 0; i < view.shape().numel(); i++) {
      long place = view.offset();
      for (int d = 0; d < dense.length; d++) {
        place += i / dense[d] % view.shape().dim(d) * view.strides()[d];
      }
      int at = Math.toIntExact(place * width);
      System.arraycopy(found, at, expected, at, width);
    }
    int where = Arrays.mismatch(found, expected);
    if (where >= 0) {
      throw new AssertionError(
          kernel
              + " wrote outside of its result "
              + view
              + ": element "
              + (where / width - view.offset())
              + " from its first");
    }
  }

  private byte[] bytes(Buffer buffer) {
    byte[] bytes = new byte[Math.toIntExact(buffer.bytes())];
    guarded.read(buffer, 0, MemorySegment.ofArray(bytes));
    return bytes;
  }

  @Override
  public String description() {
    return guarded.description() + ", guarded";
  }

  @Override
  public boolean computesIn(DType dtype) {
    return guarded.computesIn(dtype);
  }

  @Override
  public Buffer allocate(DType dtype, long elements) {
    Buffer buffer = guarded.allocate(dtype, elements);
    guarded.write(MemorySegment.ofArray(pattern(dtype, elements)), buffer, 0);
    return buffer;
  }

  @Override
  public void release(Buffer buffer) {
    guarded.release(buffer);
  }

  @Override
  public void write(MemorySegment source, Buffer target, long offset) {
    guarded.write(source, target, offset);
  }

  @Override
  public void read(Buffer source, long offset, MemorySegment target) {
    guarded.read(source, offset, target);
  }

  @Override
  public void synchronize() {
    guarded.synchronize();
  }

  @Override
  public void close() {
    guarded.close();
  }
}

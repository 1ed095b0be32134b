package dev.sosia.weights.pickle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.InputException;
import dev.sosia.weights.bytes.ByteWriter;
import dev.sosia.weights.bytes.Utf8;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the opcodes of a pickle, protocol 2, which every PyTorch reads with `weights_only`. Calls
/// are in the order of the stack machine. Text and globals met again are taken from the memo by
/// themselves; other objects by [#recall] and [#remember].
public final class PickleWriter {
  private final ByteWriter out = new ByteWriter();
  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<String, Integer> globals = new HashMap<>();
  private final IdentityHashMap<Object, Integer> objects = new IdentityHashMap<>();
  private int memoSize;

  /// Begins a pickle.
  public PickleWriter() {
    op(Opcode.PROTO).u8(2);
  }

  /// Ends the pickle and returns its bytes.
  public byte[] finish() {
    op(Opcode.STOP);
    return out.toByteArray();
  }

  /// Pushes `None`.
  public void none() {
    op(Opcode.NONE);
  }

  /// Pushes a truth value.
  public void bool(boolean value) {
    op(value ? Opcode.NEWTRUE : Opcode.NEWFALSE);
  }

  /// Pushes a whole number.
  public void integer(long value) {
    integer(BigInteger.valueOf(value));
  }

  /// Pushes a whole number of any size.
  public void integer(BigInteger value) {
    if (value.bitLength() > 31) {
      longInteger(value);
      return;
    }
    int n = value.intValue();
    if (n >= 0 && n < 1 << 8) {
      op(Opcode.BININT1).u8(n);
    } else if (n >= 0 && n < 1 << 16) {
      op(Opcode.BININT2).u16(n);
    } else {
      op(Opcode.BININT).u32(n);
    }
  }

  private void longInteger(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    if (bigEndian.length < 1 << 8) {
      op(Opcode.LONG1).u8(bigEndian.length);
    } else {
      op(Opcode.LONG4).u32(bigEndian.length);
    }
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      out.u8(bigEndian[i]);
    }
  }

  /// Pushes a `float`.
  public void floating(double value) {
    op(Opcode.BINFLOAT);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.u8((int) (bits >>> shift)); // the one big-endian number of the format
    }
  }

  /// Pushes text.
  ///
  /// @throws InputException if it is no text, having half of a surrogate pair
  public void text(String value) {
    if (!fromMemo(texts.get(value))) {
      byte[] utf8 = Utf8.encode(value);
      op(Opcode.BINUNICODE).u32(utf8.length);
      out.bytes(utf8);
      texts.put(value, put());
    }
  }

  /// Pushes the function or class `module.name`.
  public void global(String module, String name) {
    String both = module + "\n" + name + "\n";
    if (!fromMemo(globals.get(both))) {
      op(Opcode.GLOBAL);
      out.bytes(both.getBytes(UTF_8));
      globals.put(both, put());
    }
  }

  /// Marks where the items of a container begin.
  public void mark() {
    op(Opcode.MARK);
  }

  /// Makes a tuple of everything since the mark.
  public void tuple() {
    op(Opcode.TUPLE);
  }

  /// Makes a tuple of the last `count` values, 0 to 3.
  public void tuple(int count) {
    switch (count) {
      case 0 -> op(Opcode.EMPTY_TUPLE);
      case 1 -> op(Opcode.TUPLE1);
      case 2 -> op(Opcode.TUPLE2);
      case 3 -> op(Opcode.TUPLE3);
      default -> throw new IllegalArgumentException("no opcode makes a tuple of " + count);
    }
  }

  /// Pushes a new list.
  public void emptyList() {
    op(Opcode.EMPTY_LIST);
  }

  /// Appends everything since the mark.
  public void appends() {
    op(Opcode.APPENDS);
  }

  /// Pushes a new `dict`.
  public void emptyDict() {
    op(Opcode.EMPTY_DICT);
  }

  /// Sets all pairs since the mark.
  public void setItems() {
    op(Opcode.SETITEMS);
  }

  /// Calls the function below the tuple on top.
  public void reduce() {
    op(Opcode.REDUCE);
  }

  /// Takes the object outside the pickle that the tuple on top names.
  public void persistent() {
    op(Opcode.BINPERSID);
  }

  /// Pushes what was remembered for `object`, if anything was.
  public boolean recall(Object object) {
    return fromMemo(objects.get(object));
  }

  /// Puts the top of the stack into the memo for `object`.
  public void remember(Object object) {
    objects.put(object, put());
  }

  private boolean fromMemo(@Nullable Integer place) {
    if (place == null) {
      return false;
    }
    if (place < 1 << 8) {
      op(Opcode.BINGET).u8(place);
    } else {
      op(Opcode.LONG_BINGET).u32(place);
    }
    return true;
  }

  private int put() {
    if (memoSize < 1 << 8) {
      op(Opcode.BINPUT).u8(memoSize);
    } else {
      op(Opcode.LONG_BINPUT).u32(memoSize);
    }
    return memoSize++;
  }

  private ByteWriter op(int opcode) {
    return out.u8(opcode);
  }
}

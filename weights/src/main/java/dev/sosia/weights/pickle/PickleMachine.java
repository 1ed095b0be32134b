package dev.sosia.weights.pickle;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one pickle, protocols 2 to 5, and calls nothing but its [PickleHost].
public final class PickleMachine {
  /// Objects that one pickle may make, whether it keeps them or not.
  static final int MOST_OBJECTS = 1_500_000;

  /// Bytes of text and of long integers that one pickle may hold.
  static final long MOST_TEXT = 16 << 20;

  private static final int LONGEST_NAME = 1024;

  private final ByteReader in;
  private final PickleHost host;
  private final Memo memo = new Memo();
  private final ArrayList<Pickled> stack = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();
  private int objects;
  private long textBytes;

  /// A machine for the pickle at the position of `in`.
  public PickleMachine(ByteReader in, PickleHost host) {
    this.in = in;
    this.host = host;
  }

  /// Runs the pickle to its end, leaves the reader behind it, and returns what it made.
  ///
  /// @throws MalformedException if it is no pickle of data
  public Pickled run() {
    if (in.u8() != Opcode.PROTO) {
      throw in.malformed("is no pickle: it does not begin with a protocol number");
    }
    int protocol = in.u8();
    if (protocol < 2 || protocol > 5) {
      throw in.malformed("is a pickle of protocol " + protocol + "; 2 to 5 are read");
    }
    while (true) {
      long at = in.position();
      int opcode = in.u8();
      if (opcode == Opcode.STOP) {
        return result();
      }
      try {
        step(opcode);
      } catch (MissingOperandException _) {
        throw in.malformed(
            "is a damaged pickle: at byte %d %s finds too little on the stack"
                .formatted(at, name(opcode)));
      }
    }
  }

  private Pickled result() {
    if (stack.size() != 1 || !marks.isEmpty()) {
      throw in.malformed("is a damaged pickle: it does not end with exactly one value");
    }
    return stack.getFirst();
  }

  private void step(int opcode) {
    switch (opcode) {
      case Opcode.FRAME -> in.require(in.i64());
      case Opcode.MARK -> mark();
      case Opcode.POP -> popOrUnmark();
      case Opcode.POP_MARK -> sinceMark();
      case Opcode.DUP -> push(top());
      case Opcode.NONE -> push(Value.NONE);
      case Opcode.NEWTRUE -> push(new Value.Bool(true));
      case Opcode.NEWFALSE -> push(new Value.Bool(false));
      case Opcode.BININT -> push(Value.Int.of(in.i32()));
      case Opcode.BININT1 -> push(Value.Int.of(in.u8()));
      case Opcode.BININT2 -> push(Value.Int.of(in.u16()));
      case Opcode.LONG1 -> push(longInteger(in.u8()));
      case Opcode.LONG4 -> push(longInteger(in.i32()));
      case Opcode.BINFLOAT -> push(new Value.Real(in.f64BigEndian()));
      case Opcode.SHORT_BINSTRING, Opcode.SHORT_BINUNICODE -> push(text(in.u8()));
      case Opcode.BINSTRING -> push(text(in.i32()));
      case Opcode.BINUNICODE -> push(text(in.u32()));
      case Opcode.BINUNICODE8 -> push(text(in.i64()));
      case Opcode.EMPTY_LIST -> push(new Pickled.Items());
      case Opcode.LIST -> pushList(sinceMark());
      case Opcode.APPEND -> append(List.of(pop()));
      case Opcode.APPENDS -> append(sinceMark());
      case Opcode.EMPTY_TUPLE -> push(new Pickled.Tuple(List.of()));
      case Opcode.TUPLE -> push(new Pickled.Tuple(sinceMark()));
      case Opcode.TUPLE1 -> push(new Pickled.Tuple(pop(1)));
      case Opcode.TUPLE2 -> push(new Pickled.Tuple(pop(2)));
      case Opcode.TUPLE3 -> push(new Pickled.Tuple(pop(3)));
      case Opcode.EMPTY_DICT -> push(new Pickled.Mapping(false));
      case Opcode.DICT -> pushDict(sinceMark());
      case Opcode.SETITEM -> set(pop(2));
      case Opcode.SETITEMS -> set(sinceMark());
      case Opcode.BINGET -> get(in.u8());
      case Opcode.LONG_BINGET -> get(in.u32());
      case Opcode.BINPUT -> memo.put(in.u8(), top());
      case Opcode.LONG_BINPUT -> memo.put(in.u32(), top());
      case Opcode.MEMOIZE -> memo.put(memo.size(), top());
      case Opcode.GLOBAL -> push(host.global(line(), line()));
      case Opcode.STACK_GLOBAL -> stackGlobal();
      case Opcode.REDUCE -> reduce();
      case Opcode.BUILD -> build();
      case Opcode.BINPERSID -> push(host.persistent(pop()));
      default ->
          throw in.malformed(
              "uses the pickle opcode %s at byte %d, which no checkpoint of tensors needs; nothing was run"
                  .formatted(name(opcode), in.position() - 1));
    }
  }

  // The stack, where nothing below the latest mark can be taken.

  private static final class MissingOperandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingOperandException() {
      super(null, null, false, false);
    }
  }

  private void push(Value value) {
    push(new Pickled.Leaf(value));
  }

  private void push(Pickled object) {
    count();
    stack.add(object);
  }

  private void mark() {
    count();
    marks.add(stack.size());
  }

  private void count() {
    if (++objects > MOST_OBJECTS) {
      throw in.malformed("makes more than " + MOST_OBJECTS + " objects, more than any checkpoint");
    }
  }

  private Pickled top() {
    return takeable(1).getFirst();
  }

  private Pickled pop() {
    return pop(1).getFirst();
  }

  private List<Pickled> pop(int count) {
    List<Pickled> top = takeable(count);
    List<Pickled> taken = List.copyOf(top);
    top.clear();
    return taken;
  }

  private List<Pickled> takeable(int count) {
    int bottom = marks.isEmpty() ? 0 : marks.getLast();
    if (stack.size() - bottom < count) {
      throw new MissingOperandException();
    }
    return stack.subList(stack.size() - count, stack.size());
  }

  private void popOrUnmark() {
    if (!marks.isEmpty() && marks.getLast() == stack.size()) {
      marks.removeLast();
    } else {
      pop();
    }
  }

  private List<Pickled> sinceMark() {
    if (marks.isEmpty()) {
      throw new MissingOperandException();
    }
    List<Pickled> taken = pop(stack.size() - marks.getLast());
    marks.removeLast();
    return taken;
  }

  // Numbers and text.

  private Value longInteger(int length) {
    byte[] littleEndian = content(length);
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new Value.Int(length == 0 ? BigInteger.ZERO : new BigInteger(bigEndian));
  }

  private Value text(long length) {
    countText(length);
    return new Value.Str(in.utf8((int) length));
  }

  private byte[] content(long length) {
    countText(length);
    return in.bytes((int) length);
  }

  private void countText(long length) {
    in.require(length);
    textBytes += length;
    if (textBytes > MOST_TEXT) {
      throw in.malformed(
          "holds more than " + MOST_TEXT + " bytes of text, more than any checkpoint");
    }
  }

  // Containers.

  private void pushList(List<Pickled> items) {
    Pickled.Items list = new Pickled.Items();
    list.addAll(items);
    push(list);
  }

  private void append(List<Pickled> more) {
    if (!(top() instanceof Pickled.Items list)) {
      throw in.malformed("appends to something that is no list");
    }
    list.addAll(more);
  }

  private void pushDict(List<Pickled> keysAndValues) {
    push(new Pickled.Mapping(false));
    set(keysAndValues);
  }

  private void set(List<Pickled> keysAndValues) {
    if (!(top() instanceof Pickled.Mapping mapping)) {
      throw in.malformed("sets a key in something that is no dictionary");
    }
    if (keysAndValues.size() % 2 != 0) {
      throw in.malformed("sets a key in a dictionary without a value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      mapping.set(keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private void get(long place) {
    @Nullable Pickled object = memo.get(place);
    if (object == null) {
      throw in.malformed("takes object " + place + " out of the memo, where nothing was put");
    }
    push(object);
  }

  // What only the host knows.

  private String line() {
    StringBuilder name = new StringBuilder();
    for (int c = in.u8(); c != '\n'; c = in.u8()) {
      if (c < ' ' || c > '~' || name.length() == LONGEST_NAME) {
        throw in.malformed("holds a global name that is no Python name");
      }
      name.append((char) c);
    }
    return name.toString();
  }

  private void stackGlobal() {
    List<Pickled> names = pop(2);
    if (names.getFirst() instanceof Pickled.Leaf(Value.Str(String module))
        && names.getLast() instanceof Pickled.Leaf(Value.Str(String name))) {
      push(host.global(module, name));
    } else {
      throw in.malformed("names a global by something other than text");
    }
  }

  private void reduce() {
    List<Pickled> call = pop(2);
    if (call.getFirst() instanceof Pickled.Foreign function
        && call.getLast() instanceof Pickled.Tuple arguments) {
      push(host.call(function, arguments));
    } else {
      throw in.malformed("calls something that is no function, or without a tuple of arguments");
    }
  }

  private void build() {
    Pickled state = pop();
    host.build(top(), state);
  }

  private static String name(int opcode) {
    return opcode > ' ' && opcode <= '~'
        ? "'%c' (0x%02x)".formatted(opcode, opcode)
        : "0x%02x".formatted(opcode);
  }
}

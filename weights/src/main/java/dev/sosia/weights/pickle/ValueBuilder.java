package dev.sosia.weights.pickle;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;

/// Makes an immutable [Value] of what a pickle left behind. Objects met twice become one value.
public final class ValueBuilder {
  /// Levels of nesting. PyTorch's files have a handful, and whoever walks a value by recursion must
  /// not run out of stack.
  static final int DEEPEST = 200;

  /// Values that the whole may have when written out in full.
  static final long MOST_NODES = 1_000_000;

  private static final int MOST_NODES_OF_A_KEY = 1000;

  private final PickleHost host;

  /// The way from the root to what is visited: names, and places in lists and tuples.
  private final ArrayDeque<Object> path = new ArrayDeque<>();

  /// A value, the number of values in it when written out, and the levels in it.
  record Built(Value value, long nodes, int height) {
    static Built leaf(Value value) {
      return new Built(value, value instanceof Value.Size s ? 1L + s.sizes().size() : 1, 0);
    }
  }

  /// A builder that asks `host` for the values of foreign objects.
  public ValueBuilder(PickleHost host) {
    this.host = host;
  }

  /// The value of `root`.
  ///
  /// @throws MalformedException if it holds itself, is too deep or too large, or is not data
  public Value build(Pickled root) {
    return visit(root).value();
  }

  private Built visit(Pickled object) {
    return switch (object) {
      case Pickled.Leaf(Value value) -> Built.leaf(value);
      case Pickled.Foreign foreign -> Built.leaf(finish(foreign));
      case Pickled.Container container -> visit(container);
    };
  }

  private Value finish(Pickled.Foreign foreign) {
    try {
      return host.finish(foreign);
    } catch (MalformedException e) {
      throw new MalformedException("holds at " + where() + " " + e.getMessage());
    }
  }

  private Built visit(Pickled.Container container) {
    if (container.built != null) {
      return container.built;
    }
    if (container.open) {
      throw new MalformedException("holds a value that contains itself, at " + where());
    }
    if (path.size() >= DEEPEST) {
      throw tooDeep();
    }
    container.open = true;
    Built built =
        switch (container) {
          case Pickled.Items list -> visitItems(list.items(), false);
          case Pickled.Tuple tuple -> visitItems(tuple.items(), true);
          case Pickled.Mapping mapping -> visitMapping(mapping);
        };
    container.open = false;
    container.built = built;
    return built;
  }

  private Built visitItems(List<Pickled> items, boolean tuple) {
    Sum sum = new Sum();
    List<Value> values = new ArrayList<>(items.size());
    for (Pickled item : items) {
      path.addLast(values.size());
      values.add(sum.add(visit(item)));
      path.removeLast();
    }
    return sum.of(tuple ? new Value.TupleValue(values) : new Value.ListValue(values));
  }

  private Built visitMapping(Pickled.Mapping mapping) {
    Sum sum = new Sum();
    LinkedHashMap<Value, Value> items = new LinkedHashMap<>();
    List<Pickled> pairs = mapping.keysAndValues();
    for (int i = 0; i < pairs.size(); i += 2) {
      path.addLast(i / 2);
      Built key = visit(pairs.get(i));
      requireKey(key);
      path.removeLast();
      path.addLast(key.value() instanceof Value.Str(String text) ? text : (Object) (i / 2));
      Value value = sum.add(visit(pairs.get(i + 1)));
      path.removeLast();
      items.put(DictKeys.earlierEqual(items, sum.add(key)), value);
    }
    return sum.of(new Value.DictValue(items, mapping.ordered()));
  }

  private void requireKey(Built key) {
    if (key.nodes() > MOST_NODES_OF_A_KEY || !DictKeys.isKey(key.value())) {
      throw new MalformedException(
          "holds a dictionary with a key that is no text, number or tuple, at " + where());
    }
  }

  /// Adds up what a container holds.
  private final class Sum {
    private long nodes = 1;
    private int height;

    Value add(Built part) {
      nodes += part.nodes();
      height = Math.max(height, part.height() + 1);
      if (nodes > MOST_NODES) {
        throw new MalformedException(
            "holds more than %d values when written out in full, at %s"
                .formatted(MOST_NODES, where()));
      }
      return part.value();
    }

    Built of(Value value) {
      if (height > DEEPEST) {
        throw tooDeep();
      }
      return new Built(value, nodes, height);
    }
  }

  private static MalformedException tooDeep() {
    return new MalformedException("holds values nested more than " + DEEPEST + " deep");
  }

  private String where() {
    if (path.isEmpty()) {
      return "the top";
    }
    StringJoiner first = new StringJoiner(".");
    Iterator<Object> names = path.iterator();
    for (int i = 0; i < 8 && names.hasNext(); i++) {
      first.add(names.next().toString());
    }
    return Quote.of(first.toString());
  }
}

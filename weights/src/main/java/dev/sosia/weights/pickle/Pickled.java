package dev.sosia.weights.pickle;

import dev.sosia.weights.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object on the machine's stack, while the pickle runs.
public sealed interface Pickled {
  /// Something whole: a number, text, none.
  record Leaf(Value value) implements Pickled {}

  /// Something only the [PickleHost] understands.
  non-sealed interface Foreign extends Pickled {
    /// What it is, in a word or two, for messages.
    String describe();
  }

  /// Holds other objects. What became of it is kept here, so that an object met twice becomes one
  /// value, and one met within itself is seen.
  abstract sealed class Container implements Pickled {
    boolean open;
    ValueBuilder.@Nullable Built built;
  }

  /// A list; more may be appended.
  final class Items extends Container {
    private final ArrayList<Pickled> items = new ArrayList<>(0);

    /// What it holds now.
    public List<Pickled> items() {
      return Collections.unmodifiableList(items);
    }

    void addAll(List<Pickled> more) {
      items.addAll(more);
    }
  }

  /// A tuple.
  final class Tuple extends Container {
    private final List<Pickled> items;

    Tuple(List<Pickled> items) {
      this.items = List.copyOf(items);
    }

    /// What it holds.
    public List<Pickled> items() {
      return items;
    }
  }

  /// A dictionary; more may be set. Keys are compared only when it becomes a value.
  final class Mapping extends Container {
    private final ArrayList<Pickled> keysAndValues = new ArrayList<>(0);
    private final boolean ordered;

    /// An empty one: a `dict`, or where `ordered`, a `collections.OrderedDict`.
    public Mapping(boolean ordered) {
      this.ordered = ordered;
    }

    /// Whether it is an `OrderedDict`.
    public boolean ordered() {
      return ordered;
    }

    /// Sets `key`, in place of an earlier equal one.
    public void set(Pickled key, Pickled value) {
      keysAndValues.add(key);
      keysAndValues.add(value);
    }

    /// Keys and values in turn, in the order in which they were set.
    List<Pickled> keysAndValues() {
      return keysAndValues;
    }
  }
}

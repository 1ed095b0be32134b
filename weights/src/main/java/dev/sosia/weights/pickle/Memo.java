package dev.sosia.weights.pickle;

import dev.sosia.weights.bytes.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects a pickle has put away to use again, by number. Python numbers them 0, 1, 2, ..; those
/// live in a list, and a few others are taken too.
final class Memo {
  private static final int MOST_OUT_OF_ORDER = 1 << 16;

  private final List<Pickled> inOrder = new ArrayList<>();
  private final Map<Long, Pickled> outOfOrder = new HashMap<>();

  void put(long place, Pickled object) {
    if (place < inOrder.size()) {
      inOrder.set((int) place, object);
    } else if (place == inOrder.size() && inOrder.size() < PickleMachine.MOST_OBJECTS) {
      inOrder.add(object);
    } else if (outOfOrder.size() < MOST_OUT_OF_ORDER) {
      outOfOrder.put(place, object);
    } else {
      throw new MalformedException("uses too many places of the pickle memo");
    }
  }

  @Nullable Pickled get(long place) {
    return place < inOrder.size() ? inOrder.get((int) place) : outOfOrder.get(place);
  }

  int size() {
    return inOrder.size() + outOfOrder.size();
  }
}

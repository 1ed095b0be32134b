package dev.sosia.study.photo;

import dev.sosia.engine.random.Philox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Some of many photos, drawn.
final class Drawn {
  private static final long STREAM = 0x7068_6f74_6f73L;

  private Drawn() {}

  /// At most `most` photos, in their old order: people are drawn with all their photos, until the
  /// next one would be too many.
  static List<FolderEntry> of(List<FolderEntry> all, int most, long seed) {
    if (all.size() <= most) {
      return all;
    }
    SequencedMap<Integer, List<FolderEntry>> people = new LinkedHashMap<>();
    all.forEach(e -> people.computeIfAbsent(e.id().identity(), _ -> new ArrayList<>()).add(e));
    List<List<FolderEntry>> order = new ArrayList<>(people.values());
    Philox random = new Philox(seed, STREAM);
    for (int i = order.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      List<FolderEntry> swapped = order.get(i);
      order.set(i, order.get(j));
      order.set(j, swapped);
    }
    List<FolderEntry> drawn = new ArrayList<>();
    for (List<FolderEntry> person : order) {
      int room = most - drawn.size();
      if (person.size() <= room) {
        drawn.addAll(person);
      } else if (drawn.isEmpty()) {
        drawn.addAll(person.subList(0, room));
      }
    }
    Set<FolderEntry> chosen = new HashSet<>(drawn);
    return all.stream().filter(chosen::contains).toList();
  }
}

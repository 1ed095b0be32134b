package dev.sosia.study.preservation;

import dev.sosia.study.experiment.Labels;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Preservation;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Statistic;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// One line of a table of preserved expressions: how many labels are the same before and after, and
/// what must be known to read that rate.
///
/// @param names the line's name, by column
/// @param failed how many pictures have no label after
/// @param failures why not
/// @param preservation of the pairs of which both have a label
/// @param byPeople the rate's interval by people
/// @param kappaByPeople kappa's interval by people
/// @param accuracy of the labels after, against the truth where it is known
public record PreservationRow(
    SequencedMap<String, String> names,
    int failed,
    List<String> failures,
    Preservation preservation,
    Statistic<Interval> byPeople,
    Statistic<Interval> kappaByPeople,
    Confusion accuracy) {

  /// Copies the names.
  public PreservationRow {
    names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
  }

  /// Compares labels pair by pair.
  ///
  /// @param person whose each photo is
  /// @param truth of each photo, a class; [Labels#NONE] where it is not known
  public static PreservationRow of(
      SequencedMap<String, String> names,
      int classes,
      Labels before,
      Labels after,
      Pairing pairs,
      int[] person,
      int[] truth,
      Bootstrap bootstrap) {
    int[] whole =
        IntStream.range(0, pairs.before().length)
            .filter(
                k ->
                    before.label(pairs.before()[k]) != Labels.NONE
                        && after.label(pairs.after()[k]) != Labels.NONE)
            .toArray();
    int[] first = Arrays.stream(whole).map(k -> before.label(pairs.before()[k])).toArray();
    int[] then = Arrays.stream(whole).map(k -> after.label(pairs.after()[k])).toArray();
    int[] people = Arrays.stream(whole).map(k -> person[pairs.before()[k]]).toArray();
    boolean[] kept = new boolean[whole.length];
    for (int k = 0; k < kept.length; k++) {
      kept[k] = first[k] == then[k];
    }
    int[] known =
        IntStream.range(0, whole.length)
            .filter(k -> truth[pairs.before()[whole[k]]] != Labels.NONE)
            .toArray();
    return new PreservationRow(
        names,
        after.failed(),
        after.failures(),
        Preservation.of(classes, first, then),
        bootstrap.rate(people, kept),
        bootstrap.kappa(people, classes, first, then),
        Confusion.of(
            classes,
            Arrays.stream(known).map(k -> truth[pairs.before()[whole[k]]]).toArray(),
            Arrays.stream(known).map(k -> then[k]).toArray()));
  }

  /// What it is called in a column.
  public String name(String column) {
    return names.getOrDefault(column, "");
  }

  /// Pairs with the same label.
  public Proportion kept() {
    return preservation.confusion().kept();
  }
}

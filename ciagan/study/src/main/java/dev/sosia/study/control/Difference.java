package dev.sosia.study.control;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.McNemar;
import dev.sosia.study.statistics.Statistic;
import java.util.stream.IntStream;

/// What a method keeps less than its ceiling, on the pictures of which all labels are known.
///
/// @param byPeople the difference's interval
record Difference(Cell cell, McNemar mcnemar, Statistic<Interval> byPeople) {

  static Difference of(
      Cell cell, Labels before, Labels ceiling, Labels labels, int[] person, Bootstrap bootstrap) {
    int[] whole =
        IntStream.range(0, labels.size())
            .filter(
                i ->
                    before.label(i) != Labels.NONE
                        && ceiling.label(i) != Labels.NONE
                        && labels.label(i) != Labels.NONE)
            .toArray();
    boolean[] first = new boolean[whole.length];
    boolean[] second = new boolean[whole.length];
    int[] people = new int[whole.length];
    for (int k = 0; k < whole.length; k++) {
      first[k] = ceiling.label(whole[k]) == before.label(whole[k]);
      second[k] = labels.label(whole[k]) == before.label(whole[k]);
      people[k] = person[whole[k]];
    }
    return new Difference(
        cell, McNemar.of(first, second), bootstrap.rateDifference(people, first, second));
  }
}

package dev.sosia.study.control;

import dev.sosia.study.experiment.Labels;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Preservation;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Statistic;
import dev.sosia.study.statistics.StuartMaxwell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One line of a table of preserved expressions: how many labels are the same before and after, and
/// what must be known to read that rate.
///
/// @param labels the line's name, by column
/// @param failed how many pictures have no label after
/// @param failures why not
/// @param preservation of the pairs of which both have a label
/// @param bootstrap the rate's interval by people
/// @param accuracy of the labels after, against the truth
record PreservationRow(
    SequencedMap<String, String> labels,
    int failed,
    List<String> failures,
    Preservation preservation,
    Statistic<Interval> bootstrap,
    Confusion accuracy) {

  /// Compares labels pair by pair.
  ///
  /// @param person whose each photo is
  /// @param truth of each photo, a class
  static PreservationRow of(
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
    int[] right = Arrays.stream(whole).map(k -> truth[pairs.before()[k]]).toArray();
    boolean[] kept = new boolean[whole.length];
    for (int k = 0; k < kept.length; k++) {
      kept[k] = first[k] == then[k];
    }
    return new PreservationRow(
        names,
        after.failed(),
        after.failures(),
        Preservation.of(classes, first, then),
        bootstrap.rate(people, kept),
        Confusion.of(classes, right, then));
  }

  Proportion kept() {
    return preservation.confusion().kept();
  }

  /// Everything, for `study.json`.
  ///
  /// @param classes their names
  Map<String, @Nullable Object> document(List<String> classes) {
    Confusion confusion = preservation.confusion();
    Map<String, @Nullable Object> row = new LinkedHashMap<>(labels);
    row.put("n", kept().count());
    row.put("failed", failed);
    row.put("failures", failures);
    row.put("kept", kept().kept());
    row.put("rate", kept().rate().orNull());
    row.put("wilson95", ends(kept().wilson95()));
    row.put("bootstrap95", ends(bootstrap));
    row.put("chance", preservation.chance().orNull());
    row.put("constant", preservation.constant().orNull());
    row.put("kappa", preservation.kappa().orNull());
    row.put("kappa_undefined", preservation.kappa().why());
    Statistic<StuartMaxwell> margins = preservation.marginalHomogeneity();
    row.put("stuart_maxwell", margins.map(PreservationRow::document).orNull());
    row.put("stuart_maxwell_undefined", margins.why());
    row.put("accuracy_after", accuracy.kept().rate().orNull());
    row.put("balanced_accuracy_after", accuracy.balanced().orNull());
    row.put("per_class", perClass(classes, confusion));
    row.put("confusion_before_by_after", counts(confusion));
    return row;
  }

  private static Map<String, Object> document(StuartMaxwell test) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("statistic", test.statistic());
    document.put("degrees_of_freedom", test.degreesOfFreedom());
    document.put("p", test.p());
    return document;
  }

  private static List<Object> perClass(List<String> classes, Confusion confusion) {
    List<Object> all = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      Proportion kept = confusion.kept(c);
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("class", classes.get(c));
      one.put("n", kept.count());
      one.put("kept", kept.kept());
      one.put("rate", kept.rate().orNull());
      one.put("wilson95", ends(kept.wilson95()));
      all.add(one);
    }
    return all;
  }

  private static List<List<Long>> counts(Confusion confusion) {
    return Arrays.stream(confusion.counts())
        .map(row -> Arrays.stream(row).boxed().toList())
        .toList();
  }

  static @Nullable List<Double> ends(Statistic<Interval> interval) {
    return interval.map(i -> List.of(i.low(), i.high())).orNull();
  }
}

package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.engine.error.InputException;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Embeddings;
import dev.sosia.study.statistics.FrechetDistance;
import dev.sosia.study.statistics.Holm;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.McNemar;
import dev.sosia.study.statistics.Preservation;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Reidentification;
import dev.sosia.study.statistics.Statistic;
import dev.sosia.study.statistics.StuartMaxwell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this build computes for a case of kind `statistics`, under the names that `expect` uses:
/// numbers, lists and maps of them, and [Statistic]s of all three.
final class StatisticsAnswers {
  private StatisticsAnswers() {}

  /// The answers, or null if there is no such statistic.
  ///
  /// @throws ManifestException if the case's data cannot be what it says
  static @Nullable Map<String, Object> of(Fields c) {
    try {
      return switch (c.text("statistic")) {
        case "preservation" -> preservation(c);
        case "mcnemar" -> mcnemar(flags(c, "first"), flags(c, "second"));
        case "holm" -> Map.of("adjusted", boxed(Holm.adjust(c.numbers("p"))));
        case "reidentification" ->
            reidentification(
                new Embeddings(rows(c, "gallery"), c.sizes("gallery_identity")),
                new Embeddings(rows(c, "probe"), c.sizes("probe_identity")));
        case "frechet_distance" ->
            Map.of("distance", FrechetDistance.between(rows(c, "first"), rows(c, "second")));
        default -> null;
      };
    } catch (ManifestException e) {
      throw e;
    } catch (InputException e) {
      throw new ManifestException(c.at("statistic") + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> preservation(Fields c) {
    int classes = c.size("classes");
    int[] before = c.sizes("before");
    int[] after = c.sizes("after");
    Preservation p = Preservation.of(classes, before, after);
    Confusion confusion = p.confusion();
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.putAll(share(confusion.kept()));
    List<Object> perClass = new ArrayList<>();
    List<Object> counts = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("class", i);
      one.putAll(share(confusion.kept(i)));
      perClass.add(one);
      counts.add(Arrays.stream(confusion.counts()[i]).boxed().toList());
    }
    answers.put("per_class", perClass);
    answers.put("confusion_before_by_after", counts);
    answers.put("chance", p.chance());
    answers.put("constant", p.constant());
    answers.put("kappa", p.kappa());
    answers.put("stuart_maxwell", p.marginalHomogeneity().map(StatisticsAnswers::test));
    if (c.isSet("truth")) {
      int[] truth = c.sizes("truth");
      Confusion first = Confusion.of(classes, truth, before);
      Confusion then = Confusion.of(classes, truth, after);
      answers.put("accuracy_before", first.kept().rate());
      answers.put("accuracy_after", then.kept().rate());
      answers.put("balanced_accuracy_before", first.balanced());
      answers.put("balanced_accuracy_after", then.balanced());
    }
    return answers;
  }

  private static Map<String, Object> share(Proportion share) {
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("count", share.count());
    answers.put("kept", share.kept());
    answers.put("rate", share.rate());
    answers.put("wilson95", share.wilson95().map(StatisticsAnswers::ends));
    return answers;
  }

  private static List<Object> ends(Interval interval) {
    return List.of(interval.low(), interval.high());
  }

  private static Map<String, Object> test(StuartMaxwell test) {
    return Map.of(
        "statistic", test.statistic(),
        "degrees_of_freedom", test.degreesOfFreedom(),
        "p", test.p(),
        "classes_used", test.classesUsed());
  }

  private static Map<String, Object> mcnemar(boolean[] first, boolean[] second) {
    McNemar test = McNemar.of(first, second);
    return Map.of(
        "only_first", test.onlyFirst(),
        "only_second", test.onlySecond(),
        "p_exact", test.exactP(),
        "rate_difference", test.rateDifference());
  }

  private static Map<String, Object> reidentification(Embeddings gallery, Embeddings probes) {
    Reidentification found = Reidentification.of(gallery, probes);
    return Map.of(
        "rank1", found.rank(1).rate(),
        "rank5", found.rank(5).rate(),
        "auc", found.areaUnderCurve(),
        "true_accept_at_1_percent_false_accept", found.trueAcceptRate(0.01));
  }

  private static boolean[] flags(Fields c, String name) {
    List<@Nullable Object> all = c.list(name);
    boolean[] flags = new boolean[all.size()];
    for (int i = 0; i < flags.length; i++) {
      if (!(all.get(i) instanceof Boolean flag)) {
        throw new ManifestException(
            c.at(name) + "[" + i + "]: expected true or false, found " + all.get(i));
      }
      flags[i] = flag;
    }
    return flags;
  }

  private static double[][] rows(Fields c, String name) {
    List<@Nullable Object> all = c.list(name);
    double[][] rows = new double[all.size()][];
    for (int i = 0; i < rows.length; i++) {
      String place = c.at(name) + "[" + i + "]";
      rows[i] =
          Fields.list(place, all.get(i)).stream()
              .mapToDouble(x -> Fields.number(place, x))
              .toArray();
    }
    return rows;
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}

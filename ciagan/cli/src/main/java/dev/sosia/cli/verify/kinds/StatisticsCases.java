package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.study.statistics.Statistic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cases of kind `statistics`: the study's numbers on known data. They depend neither on the
/// backend nor on the arithmetic.
public final class StatisticsCases implements CaseKind {
  private static final Tolerance NUMBER = new Tolerance(1e-9, 0);
  private static final Tolerance PROBABILITY = new Tolerance(1e-8, 0);

  /// The absolute part is for a distance of 0, which others reach up to rounding.
  private static final Tolerance DISTANCE = new Tolerance(1e-9, 1e-6);

  @Override
  public String kind() {
    return "statistics";
  }

  @Override
  public Set<String> remarks() {
    return Set.of("labels");
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    Map<String, Object> actual = StatisticsAnswers.of(fields);
    if (actual == null) {
      checks.skip("there is no statistic " + fields.text("statistic"));
      return;
    }
    compare("", fields.object("expect"), actual, checks);
    fields.done();
  }

  private static void compare(String path, Fields expected, Map<?, ?> actual, Checks checks) {
    for (String name : expected.names()) {
      Object answer = actual.get(name);
      if (answer == null) {
        throw new ManifestException(expected.at(name) + ": unknown field");
      }
      compare(path + name, name, expected.at(name), expected.raw(name), answer, checks);
    }
  }

  /// @param name the field that says what kind of number this is
  private static void compare(
      String path,
      String name,
      String where,
      @Nullable Object expected,
      Object actual,
      Checks checks) {
    Object answer = actual;
    if (actual instanceof Statistic<?> statistic) {
      Object value = statistic.orNull();
      if (value == null && expected != null) {
        checks.fail(
            "%s: not defined, since %s; expected %s".formatted(path, statistic.why(), expected));
      }
      if (value == null) {
        return;
      }
      answer = value;
    }
    if (expected == null) {
      checks.fail("%s: %s, expected that it is not defined".formatted(path, answer));
      return;
    }
    switch (answer) {
      case Map<?, ?> map -> compare(path + ".", Fields.of(where, expected), map, checks);
      case List<?> list -> {
        List<@Nullable Object> all = Fields.list(where, expected);
        if (all.size() != list.size()) {
          checks.fail("%s: %d entries, expected %d".formatted(path, list.size(), all.size()));
          return;
        }
        for (int i = 0; i < all.size(); i++) {
          String at = "[" + i + "]";
          compare(path + at, name, where + at, all.get(i), list.get(i), checks);
        }
      }
      case Number number ->
          checks.compare(
              path, Fields.number(where, expected), number.doubleValue(), tolerance(name));
      default -> throw new IllegalStateException(path + ": " + answer);
    }
  }

  private static Tolerance tolerance(String name) {
    return switch (name) {
      case "p", "p_exact", "adjusted" -> PROBABILITY;
      case "distance" -> DISTANCE;
      default -> NUMBER;
    };
  }
}

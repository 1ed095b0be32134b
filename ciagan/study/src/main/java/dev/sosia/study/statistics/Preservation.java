package dev.sosia.study.statistics;

import java.util.stream.IntStream;

/// How much of one labeling is in another of the same pictures, and how much would be by luck: what
/// anonymization left of expressions, with labels before and after, or with the truth and labels.
///
/// No rate stands alone. [#chance] says what two labelings that know nothing of each other would
/// share, [#constant] what an answer of always the same class would, [#kappa] what is left of the
/// rate beyond chance.
public record Preservation(Confusion confusion) {

  /// Counts pairs of labels.
  ///
  /// @throws dev.sosia.engine.error.InputException as [Confusion#of]
  public static Preservation of(int classes, int[] before, int[] after) {
    return new Preservation(Confusion.of(classes, before, after));
  }

  /// The share of equal labels that independent labelings with these marginals have on average.
  public Statistic<Double> chance() {
    double n = confusion.total();
    return n == 0
        ? Statistic.undefined("there are no pictures")
        : Statistic.of(byChance() / (n * n));
  }

  /// The share that the best answer of always the same class keeps: that of the most frequent class
  /// before.
  public Statistic<Double> constant() {
    long most =
        IntStream.range(0, confusion.classes()).mapToLong(confusion::before).max().orElse(0);
    return Statistic.ratio(most, confusion.total(), "there are no pictures");
  }

  /// Cohen's kappa, unweighted: `(rate - chance) / (1 - chance)`; 1 for equal labels, 0 for what
  /// chance gives, below it for less.
  ///
  /// Source: Cohen, "A Coefficient of Agreement for Nominal Scales", 1960.
  public Statistic<Double> kappa() {
    double n = confusion.total();
    if (n == 0) {
      return Statistic.undefined("there are no pictures");
    }
    double squared = n * n; // exact, as all below, for fewer than 90 million pictures
    double agreed = confusion.kept().kept() * n;
    return byChance() == squared
        ? Statistic.undefined("all labels are the same class, so that chance alone agrees on all")
        : Statistic.of((agreed - byChance()) / (squared - byChance()));
  }

  /// Whether the shares of the classes changed.
  public Statistic<StuartMaxwell> marginalHomogeneity() {
    return StuartMaxwell.of(confusion);
  }

  private double byChance() {
    return IntStream.range(0, confusion.classes())
        .mapToDouble(i -> (double) confusion.before(i) * confusion.after(i))
        .sum();
  }
}

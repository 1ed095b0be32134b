package dev.sosia.cli.study;

import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.identity.DemoIdentityWeights;
import dev.sosia.study.photo.ToyPhotos;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.tradeoff.ParrotAttack;
import dev.sosia.study.tradeoff.TradeoffExperiment;
import dev.sosia.study.tradeoff.TradeoffReport;
import java.util.Optional;

/// `study tradeoff`.
final class TradeoffPart implements StudyPart {
  /// The first of the attacker's people, who are nobody else's.
  private static final int FIRST_OF_ATTACKER = 400_000;

  @Override
  public String name() {
    return "tradeoff";
  }

  @Override
  public String title() {
    return "Usefulness against de-identification";
  }

  @Override
  public Optional<String> cost() {
    return Optional.of(
        "tradeoff: 15 cells of 1680 photos, and an attacker who trains 2000 steps for each of 7"
            + " methods; about an hour and a half on two cores of an AMD Zen 5, and 40 MB");
  }

  @Override
  public Section run(StudyBench bench) {
    String people =
        "toyfaces:ids=%d,per-id=7,seed=1,start-id=%d"
            .formatted(bench.full() ? 300 : 40, FIRST_OF_ATTACKER);
    ParrotAttack attack =
        new ParrotAttack(
            bench.device(),
            new ToyPhotos(ToyFaces.parse(people)),
            DemoIdentityWeights.FILE::open,
            ParrotAttack.recipe(bench.full() ? 2000 : 150),
            bench.seed());
    TradeoffExperiment experiment =
        new TradeoffExperiment(
            bench.photos(),
            bench.judge(),
            bench.identities(),
            bench.generator(),
            attack,
            bench.seed());
    return new TradeoffReport(experiment, bench.cells(experiment), Bootstrap.DRAWS)
        .section(bench.origin(name()));
  }
}

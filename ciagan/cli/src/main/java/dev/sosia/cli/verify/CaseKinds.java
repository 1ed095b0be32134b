package dev.sosia.cli.verify;

import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.kinds.CheckpointCases;
import dev.sosia.cli.verify.kinds.GradientCases;
import dev.sosia.cli.verify.kinds.NetworkCases;
import dev.sosia.cli.verify.kinds.OptimizerCases;
import dev.sosia.cli.verify.kinds.PreprocessCases;
import dev.sosia.cli.verify.kinds.StatisticsCases;
import dev.sosia.cli.verify.kinds.TrainingCases;
import dev.sosia.cli.verify.ops.OpCases;
import java.util.List;

/// The kinds of cases this build can run.
public final class CaseKinds {
  private CaseKinds() {}

  public static List<CaseKind> all() {
    return List.of(
        new OpCases(),
        new OptimizerCases(),
        new PreprocessCases(),
        new CheckpointCases(),
        new NetworkCases(),
        new GradientCases(),
        new TrainingCases(),
        new StatisticsCases());
  }
}

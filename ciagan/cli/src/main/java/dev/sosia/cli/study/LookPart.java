package dev.sosia.cli.study;

import dev.sosia.study.look.LookReport;
import dev.sosia.study.report.Section;

/// `study look`.
final class LookPart implements StudyPart {
  @Override
  public String name() {
    return "look";
  }

  @Override
  public String title() {
    return "Looking";
  }

  @Override
  public Section run(StudyBench bench) {
    return new LookReport(bench.photos(), bench.judge(), bench.generator())
        .section(bench.origin(name()));
  }
}

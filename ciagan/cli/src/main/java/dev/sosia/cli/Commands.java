package dev.sosia.cli;

import dev.sosia.cli.anonymize.AnonymizeCommand;
import dev.sosia.cli.bench.BenchCommand;
import dev.sosia.cli.bench.ProfileCommand;
import dev.sosia.cli.demo.DemoCommand;
import dev.sosia.cli.doctor.DoctorCommand;
import dev.sosia.cli.expression.ExpressionCommand;
import dev.sosia.cli.network.ForwardCommand;
import dev.sosia.cli.network.GraphCommand;
import dev.sosia.cli.prepare.PrepareCommand;
import dev.sosia.cli.study.StudyCommand;
import dev.sosia.cli.train.TrainCommand;
import dev.sosia.cli.verify.VerifyCommand;
import dev.sosia.cli.weights.WeightsCommand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Every command by name, in the order in which `--help` shows them. **To add one:** write a class
/// that extends [dev.sosia.cli.command.SubCommand], and list it here.
final class Commands {
  static final SequencedMap<String, Supplier<Object>> ALL = all();

  private Commands() {}

  private static SequencedMap<String, Supplier<Object>> all() {
    SequencedMap<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("demo", DemoCommand::new);
    all.put("anonymize", AnonymizeCommand::new);
    all.put("prepare", PrepareCommand::new);
    all.put("expression", ExpressionCommand::new);
    all.put("train", TrainCommand::new);
    all.put("study", StudyCommand::new);
    all.put("weights", WeightsCommand::new);
    all.put("forward", ForwardCommand::new);
    all.put("graph", GraphCommand::new);
    all.put("verify", VerifyCommand::new);
    all.put("bench", BenchCommand::new);
    all.put("profile", ProfileCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("warmup", WarmupCommand::new);
    return Collections.unmodifiableSequencedMap(all);
  }

  /// Adds what `arguments` need to be understood: the command they begin with, else all. picocli
  /// looks at every annotation of a command that is added, and that is most of a quick command's
  /// time.
  static void addTo(CommandLine root, String... arguments) {
    Supplier<Object> first = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (first != null) {
      root.addSubcommand(arguments[0], first.get());
    } else {
      ALL.forEach((name, command) -> root.addSubcommand(name, command.get()));
    }
  }
}

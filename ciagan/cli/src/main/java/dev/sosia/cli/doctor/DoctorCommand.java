package dev.sosia.cli.doctor;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.EnvironmentException;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// Prints a [Diagnosis]. A missing part is no failure, unless `--device` asked for it by name.
@Command(
    name = "doctor",
    description = "What this machine can do, and for each missing part the remedy.")
public final class DoctorCommand extends SubCommand {
  @Override
  protected int run() {
    Diagnosis diagnosis = Diagnosis.make();
    if (options().json()) {
      printJson(diagnosis.toJson());
    } else {
      text(diagnosis);
    }
    demandChosenDevice(diagnosis);
    return ExitCode.DONE;
  }

  private void text(Diagnosis d) {
    print("sosia      " + d.build().version());
    print("java       " + d.java());
    print("processor  " + d.cpu().name() + ", " + cores(d.cpu().cores()));
    print("           " + (d.cpu().isa().isEmpty() ? "-" : String.join(" ", d.cpu().isa())));
    String heading = "backends   ";
    for (BackendStatus b : d.backends()) {
      print(heading + b.name() + ": " + (b.available() ? "works" : b.reason()));
      heading = " ".repeat(heading.length());
      if (!b.available()) {
        print(heading + "    remedy: " + b.remedy());
      }
    }
    print("models     " + (d.models().isEmpty() ? "none fetched" : String.join(", ", d.models())));
    print("libraries  " + versions(d.build().libraries()));
  }

  private static String cores(int n) {
    return n == 1 ? "1 core" : n + " cores";
  }

  private static String versions(Map<String, String> libraries) {
    return libraries.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private void demandChosenDevice(Diagnosis diagnosis) {
    String wanted = options().device().name();
    for (BackendStatus b : diagnosis.backends()) {
      if (b.name().equals(wanted) && !b.available()) {
        throw new EnvironmentException(
            "--device " + options().device() + ": " + b.reason() + "; " + b.remedy());
      }
    }
  }
}

package dev.sosia.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What the launcher starts in [LauncherTest], in place of the real program: prints its arguments,
/// one a line, then ends with the exit code that an argument `exit=N` asks for, or waits on `wait`.
final class Echo {
  private Echo() {}

  static void main(String[] args) throws IOException, InterruptedException {
    int code = 0;
    for (String arg : args) {
      System.out.write((arg + "\n").getBytes(StandardCharsets.UTF_8));
      if (arg.startsWith("exit=")) {
        code = Integer.parseInt(arg.substring("exit=".length()));
      }
    }
    System.out.flush();
    if (args.length > 0 && args[0].equals("wait")) {
      Thread.currentThread().join();
    }
    System.exit(code);
  }
}

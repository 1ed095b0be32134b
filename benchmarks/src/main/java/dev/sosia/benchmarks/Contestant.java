package dev.sosia.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;

/// What is timed, inside of its own process. [#serve] answers, on standard output, lines that
/// [Worker] reads:
///
///     fact NAME VALUE        any number of these, then
///     ready                  loaded, outputs of the first run written
///     times N:N N:N ..       after "run NANOSECONDS": what each repetition took, in nanoseconds by
///                            the clock and of the calling thread's processor time
///     memory N               after "end": the most bytes the process ever held in memory
public interface Contestant {
  /// Tells the processor time of a thread.
  ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// What is worth knowing about it: `version`, `description`; values have no line ends.
  Map<String, String> facts();

  /// Computes once and waits until it is done.
  void run() throws Exception;

  /// Writes the outputs of the last run to `folder`, see [Floats]; called once, before any timing.
  void writeOutputs(Path folder) throws Exception;

  /// Lets `contestant` run as standard input says, until that ends.
  static void serve(Contestant contestant, Path outputs) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    contestant.run();
    contestant.writeOutputs(outputs);
    contestant.facts().forEach((name, value) -> out.println("fact " + name + " " + value));
    out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("end")) {
        out.println("memory " + residentBytes());
        return;
      }
      out.println(times(contestant, Long.parseLong(line.substring("run ".length()))));
    }
  }

  private static String times(Contestant contestant, long nanoseconds) throws Exception {
    StringJoiner times = new StringJoiner(" ", "times ", "");
    long begin = System.nanoTime();
    do {
      long processor = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      contestant.run();
      long clock = System.nanoTime() - start;
      times.add(clock + ":" + (THREADS.getCurrentThreadCpuTime() - processor));
    } while (System.nanoTime() - begin < nanoseconds);
    return times.toString();
  }

  /// The largest resident set of this process so far, as Linux tells; -1 elsewhere.
  private static long residentBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return -1;
  }
}

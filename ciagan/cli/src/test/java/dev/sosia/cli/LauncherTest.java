package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the real launcher in a clone that holds little more than it: Maven is a script that notes
/// that it ran and delivers [Echo] as `sosia.jar`.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "cut",
          "dirname",
          "find",
          "flock",
          "grep",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sha256sum",
          "shasum",
          "sleep",
          "sh",
          "tail",
          "touch");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>builds
      sleep 0.5
      if [ -e broken ]; then echo '[ERROR] Sums.java:[3,1] the compiler says no'; exit 1; fi
      mkdir -p ciagan/cli/target/dist && cp echo.jar ciagan/cli/target/dist/sosia.jar
      """;

  @TempDir Path temp;

  private Path clone;
  private Path tools;
  private Path source;

  @BeforeEach
  void makeClone() throws IOException {
    clone = Files.createDirectories(temp.resolve("a clone/für sosia"));
    Path launcher = Path.of(System.getProperty("sosia.root", ""), "sosia");
    Files.copy(launcher, clone.resolve("sosia"));
    assertThat(clone.resolve("sosia").toFile().setExecutable(true)).isTrue();
    Files.writeString(clone.resolve("pom.xml"), "<project/>");
    source = Files.createDirectories(clone.resolve("engine/src/main/java")).resolve("Sums.java");
    Files.writeString(source, "class Sums {}");
    writeJar(clone.resolve("echo.jar"));

    tools = Files.createDirectories(temp.resolve("tools"));
    for (String tool : TOOLS) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
        Path real = Path.of(folder, tool);
        if (Files.isExecutable(real) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), real);
        }
      }
    }
    Path maven = Files.writeString(tools.resolve("mvn"), MAVEN);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void removeLinksOutOfTheFolder() throws IOException {
    try (Stream<Path> links = Files.list(tools)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  @Test
  void runsByLinksFromAnyFolderWithAnyArguments() throws Exception {
    Path links = Files.createDirectories(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("first"), Path.of("../a clone/für sosia/sosia"));
    Files.createSymbolicLink(links.resolve("second link"), Path.of("first"));
    List<String> arguments = List.of("two words", "", "名前 ü.png", "*", "exit=7");

    Ended ended = start(links.resolve("second link"), temp, arguments, Map.of("LC_ALL", "C")).end();

    assertThat(ended.code).isEqualTo(7);
    assertThat(ended.out).isEqualTo(String.join("\n", arguments) + "\n");
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void startsAtOnceBuildOnce(boolean flock) throws Exception {
    if (!flock) {
      Files.deleteIfExists(tools.resolve("flock"));
    }
    List<Started> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(start("start", Integer.toString(i)));
    }
    for (int i = 0; i < 3; i++) {
      Ended ended = all.get(i).end();
      assertThat(ended.code).as(ended.err).isZero();
      assertThat(ended.out).isEqualTo("start\n" + i + "\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void lockOfAStartThatDiedIsTaken() throws Exception {
    Files.deleteIfExists(tools.resolve("flock"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(clone.resolve(".build/lock.d"));
    Files.writeString(lock.resolve("pid"), Long.toString(dead.pid()));
    assertThat(start("go").end().code).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void buildsAgainWhenASourceChangedAndOnlyThen() throws Exception {
    assertThat(start("go").end().err).contains("building");
    Ended again = start("go").end();
    assertThat(again.err).isEmpty();
    assertThat(builds()).isEqualTo(1);

    Path added = Files.writeString(source.resolveSibling("More.java"), "class More {}");
    assertThat(start("go").end().code).isZero();
    assertThat(builds()).isEqualTo(2);

    Files.delete(added);
    assertThat(start("go").end().code).isZero();
    assertThat(builds()).isEqualTo(3);

    Files.createDirectories(clone.resolve("engine/target/classes"));
    Files.createDirectories(clone.resolve("engine/src/test/java"));
    Files.writeString(clone.resolve("engine/src/test/java/SumsTest.java"), "class SumsTest {}");
    assertThat(start("--quiet").end().err).isEmpty();
  }

  @Test
  void failedBuildShowsTheEndOfItsLogAndStartsNothing() throws Exception {
    Path broken = Files.createFile(clone.resolve("broken"));
    Ended ended = start("go").end();
    assertThat(ended.code).isEqualTo(3);
    assertThat(ended.out).isEmpty();
    assertThat(ended.err)
        .contains("the build failed", "Sums.java:[3,1] the compiler says no")
        .contains(clone.toRealPath().resolve(".build/build.log").toString());

    Files.delete(broken);
    assertThat(start("go").end().code).isZero();
  }

  @Test
  void missingMavenIsOneSentence() throws Exception {
    Files.delete(tools.resolve("mvn"));
    Ended ended = start("go").end();
    assertThat(ended.code).isEqualTo(3);
    assertThat(ended.err).contains("needs Maven", "apt-get install maven").hasLineCount(1);
  }

  /// In a mount namespace of its own, in which this machine's JDKs lie under an empty folder.
  @Test
  void missingJdkIsOneSentence() throws Exception {
    Path jdks = Path.of("/usr/lib/jvm");
    assumeTrue(Files.isDirectory(jdks), "no folder of JDKs to hide");
    Path empty = Files.createDirectories(temp.resolve("no JDKs"));
    Path script = Files.createTempFile(temp, "hide", ".sh");
    Files.writeString(script, "mount --bind \"$1\" \"$2\" || exit 99\nPATH=$3 exec \"$4\" go\n");
    List<String> command =
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            script.toString(),
            empty.toString(),
            jdks.toString(),
            tools.toString(),
            clone.resolve("sosia").toString());
    Path err = Files.createTempFile(temp, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    List.of("JAVA_HOME", "JAVA25_HOME", "SDKMAN_DIR").forEach(builder.environment()::remove);
    builder.environment().put("HOME", empty.toString());
    Ended ended;
    try {
      ended = new Started(builder.start(), err).end();
    } catch (IOException e) {
      assumeTrue(false, "untested: no unshare here");
      return;
    }
    assumeFalse(ended.code == 1 || ended.code == 99, "untested: no namespaces here: " + ended.err);
    assertThat(ended.code).as(ended.err).isEqualTo(3);
    assertThat(ended.err)
        .contains("needs a JDK 25", "apt-get install", "JAVA25_HOME")
        .hasLineCount(1);
    assertThat(clone.resolve("builds")).doesNotExist();
  }

  @Test
  void cacheMadeByTheLauncherFitsTheOptionsItStartsWith() throws Exception {
    Path launcher = clone.resolve("sosia");
    Map<String, String> on = Map.of("SOSIA_AOT", "on");
    assertThat(start(launcher, temp, List.of("go"), on).end().out).isEqualTo("go\n");
    Map<String, String> tell = Map.of("SOSIA_AOT", "on", "SOSIA_JAVA_OPTS", "-Xlog:aot*=info");
    String log = start(launcher, temp, List.of("go"), tell).end().out;
    assertThat(log)
        .contains("Using AOT-linked classes: true", "full module graph: enabled")
        .doesNotContain("Mismatch", "mismatch", "Unable to use", "Disabling", "disabled");
  }

  /// What a shell starts in the background ignores SIGINT, and so does everything started from
  /// there.
  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(l -> l.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0")
            .split("\\s+", 2)[1];
    return (Long.parseUnsignedLong(mask.strip(), 16) & 2) != 0;
  }

  @Test
  void interruptEndsTheProgramWith130() throws Exception {
    assumeFalse(interruptIsIgnored(), "this process was started with SIGINT ignored");
    assertThat(start("go").end().code).isZero();
    Started waiting = start("wait");
    try (BufferedReader out = waiting.process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("wait");
      new ProcessBuilder("kill", "-INT", Long.toString(waiting.process.pid())).start().waitFor();
      assertThat(waiting.process.waitFor()).isEqualTo(130);
    }
  }

  private Started start(String... arguments) throws IOException {
    return start(clone.resolve("sosia"), temp, List.of(arguments), Map.of());
  }

  private Started start(
      Path launcher, Path folder, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    Path err = Files.createTempFile(temp, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home", ""));
    // making a cache takes seconds; the tests that need one say so
    builder.environment().put("SOSIA_AOT", "off");
    builder.environment().putAll(environment);
    return new Started(builder.start(), err);
  }

  private long builds() throws IOException {
    try (Stream<String> lines = Files.lines(clone.resolve("builds"))) {
      return lines.count();
    }
  }

  private static void writeJar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
    String name = Echo.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream code = Echo.class.getResourceAsStream("/" + name)) {
      jar.putNextEntry(new ZipEntry(name));
      Objects.requireNonNull(code).transferTo(jar);
    }
  }

  private record Started(Process process, Path errors) {
    Ended end() throws IOException, InterruptedException {
      String out;
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        out = reader.readAllAsString();
      }
      return new Ended(process.waitFor(), out, Files.readString(errors));
    }
  }

  private record Ended(int code, String out, String err) {}
}

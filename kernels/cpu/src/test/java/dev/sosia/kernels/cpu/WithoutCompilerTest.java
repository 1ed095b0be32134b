package dev.sosia.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.backend.BackendProvider;
import dev.sosia.engine.error.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine without a C compiler: the build goes on, and the backend says what it lacks.
class WithoutCompilerTest {
  private static final String NO_COMPILER = "no C compiler 'no-such-compiler'";

  @Test
  void theBuildSaysSoInOneLineAndGoesOn(@TempDir Path target) throws Exception {
    Ended build = build(target, Map.of("SOSIA_REQUIRE_NATIVE", ""));
    assertThat(build.output).isEqualTo(NO_COMPILER + ": building without native kernels");
    assertThat(build.code).isZero();
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whereTheyAreRequiredTheBuildFails(@TempDir Path target) throws Exception {
    Ended build = build(target, Map.of("SOSIA_REQUIRE_NATIVE", "1"));
    assertThat(build.output).startsWith(NO_COMPILER + ", and SOSIA_REQUIRE_NATIVE=1");
    assertThat(build.code).isOne();
  }

  @Test
  void theBackendReportsItselfMissingWithTheRemedy() throws Exception {
    URL classes = NativeBackend.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new WithoutLibrary(classes)) {
      Class<?> type = loader.loadClass(NativeBackendProvider.class.getName());
      BackendProvider provider = (BackendProvider) type.getConstructor().newInstance();
      assertThat(provider.availability())
          .isEqualTo(
              BackendProvider.Availability.no(
                  "this build has no native kernels for this machine",
                  "install gcc and build again"));
      assertThatThrownBy(() -> provider.open(0, 1))
          .isInstanceOf(EnvironmentException.class)
          .hasMessage(
              "this build has no native kernels for this machine; install gcc and build again");
    }
  }

  /// These classes once more, in a jar that the compiler gave no library.
  private static final class WithoutLibrary extends URLClassLoader {
    private WithoutLibrary(URL classes) {
      super(new URL[] {classes}, WithoutLibrary.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith(NativeBackend.class.getPackageName())
          ? findClass(name)
          : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
      return name.startsWith("native/") ? null : super.getResource(name);
    }
  }

  private record Ended(int code, String output) {}

  private static Ended build(Path target, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "build-native.sh", target.resolve("classes/native").toString());
    builder.environment().put("CC", "no-such-compiler");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader()) {
      return new Ended(process.waitFor(), output.readAllAsString().strip());
    }
  }
}

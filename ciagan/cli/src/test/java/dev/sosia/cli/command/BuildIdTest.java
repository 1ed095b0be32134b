package dev.sosia.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildIdTest {
  @TempDir private Path folder;

  @Test
  void itIsTheSameAsLongAsTheCodeIs() {
    assertThat(BuildId.read()).matches("[0-9a-f]{16}").isEqualTo(BuildId.read());
  }

  /// Folders and jars count alike, and what is not this project's does not count.
  @Test
  void itFollowsTheCode() throws IOException {
    Path file = folder.resolve("classes/dev/sosia/a/A.class");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {1, 2, 3});
    String before = read(folder.resolve("classes"));
    assertThat(read(jar("same.jar", new byte[] {1, 2, 3}))).isEqualTo(before);
    assertThat(read(jar("other.jar", new byte[] {1, 2, 4}))).isNotEqualTo(before);
    Files.writeString(folder.resolve("classes/README"), "not code");
    assertThat(read(folder.resolve("classes"))).isEqualTo(before);
    Files.write(file, new byte[] {1, 2, 3, 4});
    assertThat(read(folder.resolve("classes"))).isNotEqualTo(before);
  }

  private Path jar(String name, byte[] code) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : new String[] {"dev/", "dev/sosia/", "dev/sosia/a/"}) {
        out.putNextEntry(new JarEntry(entry));
      }
      out.putNextEntry(new JarEntry("dev/sosia/a/A.class"));
      out.write(code);
    }
    return jar;
  }

  private static String read(Path root) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      return BuildId.of(loader);
    }
  }
}

package dev.sosia.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.StructLayout;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our bindings are those that jextract makes of the same header.
class JextractTest {
  private static final Path OPTIONS = Path.of("src/main/jextract/options");
  private static final String PACKAGE = "dev.sosia.kernels.cpu.generated.";

  @BeforeEach
  void library() {
    Levels.assumeLibrary();
    NativeLibrary.open();
    SkSteps.bindAll();
  }

  @Test
  void asksForEverythingThatWeBind() throws IOException {
    Stream<String> structs =
        Structs.all().stream().map(s -> "--include-struct " + s.name().orElseThrow());
    Stream<String> functions =
        Sk.descriptors().keySet().stream().map(name -> "--include-function " + name);
    assertThat(Files.readAllLines(OPTIONS).stream().filter(line -> line.startsWith("--include")))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(structs, functions).toList());
  }

  @Test
  void describesEveryFunctionAndStructAsJextractDoes(@TempDir Path classes) throws Exception {
    String folder = System.getProperty("sosia.jextract");
    assumeTrue(folder != null, "run with -Pjextract");
    Path sources = Path.of(folder);
    assumeTrue(Files.isDirectory(sources), "untested: no jextract on the path");
    compile(sources, classes);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      StringBuilder theirs = new StringBuilder();
      for (String function : Sk.descriptors().keySet()) {
        theirs.append(Abi.line(function, descriptor(loader, function)));
      }
      for (StructLayout ours : Structs.all()) {
        theirs.append(Abi.line(layout(loader, ours.name().orElseThrow())));
      }
      assertThat(Abi.text()).isEqualTo(theirs.toString());
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> java = files.map(Path::toString).filter(f -> f.endsWith(".java")).toList();
      String[] arguments =
          Stream.concat(Stream.of("-nowarn", "-d", classes.toString()), java.stream())
              .toArray(String[]::new);
      assertThat(javac.run(null, null, null, arguments)).isZero();
    }
  }

  private static FunctionDescriptor descriptor(ClassLoader loader, String function)
      throws ReflectiveOperationException {
    Class<?> header = loader.loadClass(PACKAGE + "Header");
    return (FunctionDescriptor) header.getMethod(function + "$descriptor").invoke(null);
  }

  private static StructLayout layout(ClassLoader loader, String struct)
      throws ReflectiveOperationException {
    return (StructLayout) loader.loadClass(PACKAGE + struct).getMethod("layout").invoke(null);
  }
}

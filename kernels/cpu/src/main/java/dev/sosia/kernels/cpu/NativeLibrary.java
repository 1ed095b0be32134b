package dev.sosia.kernels.cpu;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The shared library of C kernels: a resource of this module, unpacked into the user's cache
/// folder under the hash of its contents, and opened once for the life of the process (threads run
/// in it).
///
/// The cache is `$XDG_CACHE_HOME/sosia/native`, else `~/.cache/sosia/native`; only its owner may
/// enter. A file found there is used only if it equals the resource byte by byte; a new one appears
/// under its name in one step, so that processes that start at once do not meet half a file.
final class NativeLibrary {
  private NativeLibrary() {}

  private static final String FILE = "libsosia-cpu.so";
  private static @Nullable SymbolLookup symbols;

  /// Where the library for this machine would be in the jar.
  static String resource() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String folder = arch.equals("amd64") ? "x86_64" : arch;
    return "/native/linux-" + folder + "/" + FILE;
  }

  /// Whether this build has the library for this machine.
  static boolean isPresent() {
    return System.getProperty("os.name", "").equals("Linux")
        && NativeLibrary.class.getResource(resource()) != null;
  }

  /// Unpacks and opens the library unless it is open.
  ///
  /// @throws EnvironmentException if it is missing, cannot be written or loaded, or does not belong
  ///   to these classes
  static synchronized void open() {
    if (symbols == null) {
      symbols = load(unpack(cache()));
      long found = Sk.abiHash(); // initialises Sk first: descriptors stand in the header's order
      if (found != Abi.hash()) {
        symbols = null;
        throw new EnvironmentException(
            "the native kernels do not belong to these classes; build again with mvn clean"
                + " package");
      }
    }
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup load(Path file) {
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new EnvironmentException(
          "cannot load "
              + file
              + " (a folder mounted noexec? then point XDG_CACHE_HOME to another one)",
          e);
    }
  }

  /// The address of a function.
  static synchronized MemorySegment symbol(String name) {
    SymbolLookup lookup = symbols;
    if (lookup == null) {
      throw new IllegalStateException("the native library is not open");
    }
    return lookup.findOrThrow(name);
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.toAbsolutePath().resolve("sosia").resolve("native");
  }

  /// The library as a file below `cache`, written there if it is not.
  static Path unpack(Path cache) {
    byte[] bytes;
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource())) {
      if (in == null) {
        throw new EnvironmentException("this build has no native kernels; " + remedy());
      }
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new EnvironmentException("cannot read the native kernels from their jar", e);
    }
    Path folder = cache.resolve(Sha256.hex(bytes).substring(0, 32));
    Path file = folder.resolve(FILE);
    try {
      if (!isIntact(file, bytes)) {
        write(bytes, folder, file);
      }
      return file;
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot unpack the native kernels to "
              + folder
              + ": "
              + e
              + "; set XDG_CACHE_HOME to a"
              + " folder you can write to",
          e);
    }
  }

  /// What to do where the library is missing.
  static String remedy() {
    return "install gcc and build again";
  }

  private static void write(byte[] bytes, Path folder, Path file) throws IOException {
    FileAttribute<Set<PosixFilePermission>> mine =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder, mine);
    if (!Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
      throw new IOException("the folder belongs to another user");
    }
    Path part = Files.createTempFile(folder, FILE, ".part", mine);
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        for (ByteBuffer b = ByteBuffer.wrap(bytes); b.hasRemaining(); ) {
          channel.write(b);
        }
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static boolean isIntact(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }
}

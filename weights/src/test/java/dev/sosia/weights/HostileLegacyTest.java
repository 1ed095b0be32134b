package dev.sosia.weights;

import static dev.sosia.weights.PickleBytes.longs;
import static dev.sosia.weights.PickleBytes.pickle;

import dev.sosia.weights.bytes.ByteWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Files in PyTorch's old format that lie.
class HostileLegacyTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyOldFileThatLiesIsRefused() {
    return HostileCase.tests(folder, Stream.of(parts(), keys(), storages()).flatMap(s -> s));
  }

  private static HostileCase file(String name, Consumer<LegacyBytes> change, String says) {
    return new HostileCase(
        name,
        "pth",
        () -> {
          LegacyBytes legacy = new LegacyBytes();
          change.accept(legacy);
          return legacy.bytes();
        },
        says);
  }

  private static HostileCase cutTo(int length) {
    return new HostileCase(
        "only " + length + " bytes",
        "pth",
        () -> Arrays.copyOf(new LegacyBytes().bytes(), length),
        "end");
  }

  private static Stream<HostileCase> parts() {
    byte[] call = pickle().global("os", "system").ops("(").text("true").ops("tR").stop();
    return Stream.of(
        cutTo(3),
        cutTo(14),
        cutTo(20),
        cutTo(60),
        file("another magic number", f -> f.magic = pickle().number(7).stop(), "magic number"),
        file("another protocol", f -> f.protocol = pickle().number(1002).stop(), "protocol"),
        file("call in the magic number", f -> f.magic = call, "asks for 'os.system'"),
        file("call in the system record", f -> f.system = call, "asks for 'os.system'"),
        file("call in the value", f -> f.value = call, "asks for 'os.system'"),
        file("call in the keys", f -> f.keys = call, "asks for 'os.system'"),
        file("system record is a number", f -> f.system = pickle().ops("K\1").stop(), "no record"),
        file(
            "big-endian",
            f -> f.system = pickle().ops("}").text("little_endian").raw(0x89).ops("s").stop(),
            "big-endian"),
        file(
            "tensor in the system record",
            f -> f.system = f.value,
            "holds no bytes for storage 'k'"));
  }

  private static Stream<HostileCase> keys() {
    return Stream.of(
        file("keys are a number", f -> f.keys = pickle().ops("K\1").stop(), "no list"),
        file("key is a number", f -> f.keys = pickle().ops("]K\1a").stop(), "no text"),
        file("no keys", f -> f.keys = pickle().ops("]").stop(), "does not list storage 'k'"),
        file("another key", f -> f.keys = pickle().ops("]").text("x").ops("a").stop(), "lists"),
        file(
            "key twice",
            f -> f.keys = pickle().ops("](").text("k").text("k").ops("e").stop(),
            "lists storage 'k' twice"));
  }

  private static HostileCase view(String name, long offset, long numel) {
    return file(
        name,
        f ->
            f.value =
                pickle()
                    .tensor(
                        p ->
                            p.ops("(")
                                .text("storage")
                                .global("torch", "FloatStorage")
                                .text("k")
                                .text("cpu")
                                .number(6)
                                .ops("(")
                                .text("v")
                                .number(offset)
                                .number(numel)
                                .ops("ttQ"),
                        0,
                        longs(1),
                        longs(1))
                    .stop(),
        "a view that leaves its storage 'k'");
  }

  private static Stream<HostileCase> storages() {
    return Stream.of(
        file("no storages", f -> f.storages = new byte[0], "ends at byte"),
        file("cut within the count", f -> f.storages = new byte[5], "ends at byte"),
        file(
            "cut within a storage",
            f -> f.storages = Arrays.copyOf(f.storages, f.storages.length - 1),
            "ends within storage 'k'"),
        file("count of 5", f -> f.storages[0] = 5, "announces 5 elements"),
        file(
            "count of -1",
            f -> f.storages = new ByteWriter().i64(-1).bytes(new byte[24]).toByteArray(),
            "announces -1 elements"),
        file(
            "2^40 elements",
            f -> {
              f.value =
                  pickle()
                      .tensor(
                          p -> p.legacyStorage("FloatStorage", "k", 1L << 40),
                          0,
                          longs(1),
                          longs(1))
                      .stop();
              f.storages = new ByteWriter().i64(1L << 40).bytes(new byte[24]).toByteArray();
            },
            "ends within storage 'k'"),
        file(
            "bytes behind",
            f -> f.storages = Arrays.copyOf(f.storages, f.storages.length + 1),
            "goes on for 1 bytes"),
        view("view leaves at the end", 4, 6),
        view("view of a negative offset", -1, 2),
        view("view of a negative size", 0, -1),
        view("view that overflows", 1, Long.MAX_VALUE));
  }
}

package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.weights.bytes.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Zip archives that lie, each in one field.
class HostileZipTest {
  private static final String STORAGE = "archive/data/0";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyArchiveThatLiesIsRefused() {
    return HostileCase.tests(
        folder, Stream.of(cut(), places(), headers(), names(), contents()).flatMap(s -> s));
  }

  private static HostileCase archive(String name, Consumer<ZipBytes> change, String says) {
    return new HostileCase(name, "pth", () -> ZipBytes.checkpoint().with(change).bytes(), says);
  }

  private static HostileCase entry(String name, Consumer<ZipBytes.Entry> change, String says) {
    return archive(name, zip -> zip.change(STORAGE, change), says);
  }

  private static HostileCase cutAt(int fromEnd) {
    return new HostileCase(
        "cut " + fromEnd + " bytes before the end",
        "pth",
        () -> {
          byte[] whole = ZipBytes.checkpoint().bytes();
          return Arrays.copyOf(whole, whole.length - fromEnd);
        },
        "no whole zip archive");
  }

  private static Stream<HostileCase> cut() {
    return Stream.of(
        new HostileCase("empty", "pth", () -> new byte[0], "is empty"),
        new HostileCase("text", "pth", () -> "hello".getBytes(UTF_8), "begins like no"),
        new HostileCase("zeros", "pth", () -> new byte[1000], "begins like no"),
        cutAt(1),
        cutAt(21),
        cutAt(22),
        cutAt(100),
        archive("bytes behind the end", z -> z.behindEnd = new byte[10], "no whole zip archive"),
        archive("nothing in it", z -> z.entries.clear(), "empty zip archive"));
  }

  private static Stream<HostileCase> places() {
    return Stream.of(
        archive("one entry more", z -> z.entriesPlus = 1, "ends"),
        archive("one entry fewer", z -> z.entriesPlus = -1, "after its last entry"),
        archive("directory elsewhere", z -> z.directoryOffsetPlus = 1, "is said to be at byte"),
        archive("directory longer", z -> z.directorySizePlus = 1, "is said to be at byte"),
        archive("directory larger than all", z -> z.directorySizePlus = 1L << 31, "directory of"),
        archive("bytes behind directory", z -> z.behindDirectory = new byte[5], "but ends at"),
        archive("several disks", z -> z.disk = 1, "several disks"),
        archive("promised zip64 record", z -> z.entriesPlus = 0xffff - 3, "zip64 record"),
        archive(
            "2^40 entries in the zip64 record",
            z -> {
              z.zip64 = true;
              z.entriesPlus = Integer.MAX_VALUE - 10;
            },
            "disagree"),
        entry("offset past the end", e -> e.offset = 1 << 30, "disagree on its place"),
        entry("offset within data", e -> e.offset = 60, "disagree on its place"),
        entry("offset of another entry", e -> e.offset = 0, "disagree on its name"),
        archive(
            "two entries of one place",
            z -> {
              z.add(STORAGE, new byte[24]);
              z.entries.getLast().offset = z.entries.get(1).offset;
            },
            "twice"),
        entry(
            "reaches into the next entry",
            e -> e.size(e.data.length + 20),
            "two entries share the bytes"));
  }

  private static Stream<HostileCase> headers() {
    return Stream.of(
        entry("central size larger", e -> e.centralPacked++, "two sizes"),
        entry("both central sizes larger", e -> e.centralPacked = ++e.centralUnpacked, "its size"),
        entry("local size larger", e -> e.localPacked++, "its size"),
        entry("size past the end", e -> e.size(1 << 30), "more than there are"),
        entry("size of 4 GiB less 2", e -> e.size(0xffff_fffeL), "more than there are"),
        entry("64-bit size promised", e -> e.centralPacked = 0xffff_ffffL, "64-bit sizes"),
        entry(
            "64-bit size too short",
            e -> {
              e.centralPacked = 0xffff_ffffL;
              e.centralExtra = new ByteWriter().u16(1).u16(4).u32(0).toByteArray();
            },
            "ends"),
        entry(
            "64-bit size of 2^63",
            e -> {
              e.centralPacked = 0xffff_ffffL;
              e.centralExtra = new ByteWriter().u16(1).u16(8).i64(Long.MIN_VALUE).toByteArray();
            },
            "9223372036854775808"),
        entry("encrypted", e -> e.centralFlags = 1, "encrypted"),
        entry("locally encrypted", e -> e.localFlags = 1, "encrypted"),
        entry("masked header", e -> e.localFlags = 1 << 13, "encrypted"),
        entry("local method differs", e -> e.localMethod = 8, "its method"),
        entry("local checksum differs", e -> e.localCrc ^= 1, "its checksum"),
        entry("local name differs", e -> e.localName = "archive/data/9".getBytes(UTF_8), "name"),
        entry("local name longer", e -> e.localName = (STORAGE + "0").getBytes(UTF_8), "name"),
        entry(
            "deferred, but another size",
            e -> {
              e.defer();
              e.localPacked = 7;
            },
            "its size"));
  }

  private static HostileCase named(String entryName) {
    return archive(
        "entry called " + entryName,
        z -> z.add(entryName, new byte[1]),
        "not a plain relative path");
  }

  private static Stream<HostileCase> names() {
    return Stream.of(
        named("../evil"),
        named("archive/../evil"),
        named("/evil"),
        named("archive//evil"),
        named("archive/./evil"),
        named("archive\\evil"),
        named("C:/evil"),
        named("archive/evil\0.txt"),
        named(""),
        archive(
            "name that is not UTF-8",
            z -> z.entries.get(1).centralName = "archive/data/\u00ff".getBytes(ISO_8859_1),
            "not UTF-8"),
        archive("two roots", z -> z.add("other/data.pkl", new byte[1]), "outside the folder"),
        archive("no root", z -> z.add("version", new byte[1]), "outside the folder"),
        archive("storage twice", z -> z.add(STORAGE, new byte[24]), "twice"),
        archive("pickle twice", z -> z.add("archive/data.pkl", new byte[24]), "twice"));
  }

  private static Stream<HostileCase> contents() {
    return Stream.of(
        entry("checksum wrong", e -> e.localCrc = ++e.centralCrc, "the checksum of"),
        entry("data changed", e -> e.data[0] ^= 1, "the checksum of"),
        entry("unused record damaged", e -> e.data[0] ^= 1, "fetch the file again"),
        entry("deflated", HostileZipTest::deflate, "compressed (method 8)"),
        entry("unknown method", e -> e.method(99), "compressed (method 99)"),
        archive(
            "deflated zeros, a thousand times larger",
            z -> {
              z.add("archive/data/1", new byte[1 << 22]);
              deflate(z.entries.getLast());
            },
            "compressed (method 8)"),
        archive("no pickle", z -> z.entries.remove(0), "lacks the zip entry 'archive/data.pkl'"),
        archive("no storage", z -> z.entries.remove(1), "lacks the zip entry 'archive/data/0'"),
        archive(
            "newer version",
            z -> z.entries.set(2, new ZipBytes.Entry("archive/version", new byte[] {'1', '1'})),
            "has version '11'"),
        archive(
            "version that is no number",
            z -> z.entries.set(2, new ZipBytes.Entry("archive/version", new byte[200])),
            "has version"),
        archive(
            "big-endian",
            z -> z.add("archive/byteorder", "big".getBytes(UTF_8)),
            "byte order 'big'"),
        archive("TorchScript", z -> z.add("archive/constants.pkl", new byte[1]), "TorchScript"));
  }

  static void deflate(ZipBytes.Entry entry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      deflater.write(entry.data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entry.data = out.toByteArray();
    entry.localPacked = entry.data.length;
    entry.centralPacked = entry.data.length;
    entry.method(8);
  }
}

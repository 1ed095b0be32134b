package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sosia.weights.bytes.ByteWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// NumPy files that are more, or less, than one array.
class HostileNpyTest {
  static final String GOOD = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyArrayThatLiesIsRefused() {
    return HostileCase.tests(folder, Stream.of(files(), headers(), archives()).flatMap(s -> s));
  }

  static byte[] npy(int version, long headerLength, String header, int dataLength) {
    ByteWriter out = new ByteWriter().bytes("\u0093NUMPY".getBytes(ISO_8859_1));
    out.u8(version).u8(0);
    if (version == 1) {
      out.u16((int) headerLength);
    } else {
      out.u32(headerLength);
    }
    return out.bytes(header.getBytes(ISO_8859_1)).bytes(new byte[dataLength]).toByteArray();
  }

  static byte[] npy(String header, int dataLength) {
    return npy(1, header.length(), header, dataLength);
  }

  private static HostileCase file(String name, byte[] bytes, String says) {
    return new HostileCase(name, "npy", () -> bytes, says);
  }

  private static HostileCase header(String name, String header, String says) {
    return file(name, npy(header, 24), says);
  }

  private static Stream<HostileCase> files() {
    return Stream.of(
        file("empty", new byte[0], "is empty"),
        file("wrong magic", new byte[100], "no NumPy array"),
        file("cut within the magic", "\u0093NUM".getBytes(ISO_8859_1), "ends"),
        file("cut within the length", npy(1, 0, "", 0), "descr"),
        file("header past the end", npy(1, 60_000, GOOD, 24), "60000 bytes"),
        file("header of 2^31", npy(2, 1L << 31, GOOD, 24), "2147483648 bytes"),
        file("header of 100 KB", npy(2, 100_000, GOOD + " ".repeat(99_941), 24), "at most 65536"),
        file("version 9", npy(9, GOOD.length(), GOOD, 24), "version 9.0"),
        file("cut within the data", npy(GOOD, 23), "holds 23 bytes"),
        file("bytes behind", npy(GOOD, 28), "holds 28 bytes"));
  }

  private static HostileCase type(String descr) {
    return header(
        "type " + descr,
        GOOD.replace("'<f4'", descr),
        descr.startsWith("[") ? "structures" : "type");
  }

  private static HostileCase shape(String shape, String says) {
    return header("shape " + shape, GOOD.replace("(2, 3)", shape), says);
  }

  private static Stream<HostileCase> headers() {
    return Stream.of(
        type("'|O'"),
        type("'<f3'"),
        type("'<c8'"),
        type("'<U4'"),
        type("'<u4'"),
        type("'|f4'"),
        type("'f4'"),
        type("'<M8[s]'"),
        type("''"),
        type("[('a', '<f4')]"),
        shape("(4294967296, 4294967296)", "no dimension can have"),
        shape("(2147483647, 2147483647, 2147483647)", "63 bits"),
        shape("(1000000000000000000000,)", "no size of an array"),
        shape("(-2, -3)", "no size of an array"),
        shape("(2.0, 3)", "a comma is missing"),
        shape("(6)", "not a tuple"),
        shape("[2, 3]", "'(' is missing"),
        shape("__import__('os').system('true')", "'(' is missing"),
        shape("(1, 1, 1, 1, 1, 1, 6)", "at most 6"),
        shape("(2, 3", "no size of an array"),
        shape("(2 3)", "a comma is missing"),
        header("no shape", "{'descr': '<f4', 'fortran_order': False}", "is missing"),
        header("shape twice", GOOD.replace("}", "'shape': (2, 3)}"), "there twice"),
        header("unknown key", GOOD.replace("}", "'x': 1}"), "is unknown"),
        header("no dictionary", "[1, 2]", "'{' is missing"),
        header("something behind", GOOD + "x", "something follows"),
        header("no truth", GOOD.replace("False", "Maybe"), "True or False"),
        header("text without an end", "{'descr", "no end"),
        header("escape", GOOD.replace("<f4", "\\x3cf4"), "an escape"));
  }

  private static HostileCase npz(String name, ZipBytes zip, String says) {
    return new HostileCase(name, "npz", zip::bytes, says);
  }

  private static Stream<HostileCase> archives() {
    ZipBytes bomb = new ZipBytes().add("a.npy", npy(GOOD, 24)).add("b.npy", new byte[1 << 20]);
    HostileZipTest.deflate(bomb.entries.get(1));
    bomb.entries.get(1).localUnpacked = 0xffff_fff0L;
    bomb.entries.get(1).centralUnpacked = 0xffff_fff0L;
    ZipBytes longer = new ZipBytes().add("a.npy", npy(GOOD, 24));
    longer.entries.get(0).localUnpacked += 5;
    HostileZipTest.deflate(longer.entries.get(0));
    longer.entries.get(0).centralUnpacked += 5;
    ZipBytes shorter = new ZipBytes().add("a.npy", npy(GOOD, 24));
    shorter.entries.get(0).localUnpacked -= 5;
    HostileZipTest.deflate(shorter.entries.get(0));
    shorter.entries.get(0).centralUnpacked -= 5;
    ZipBytes noise = new ZipBytes().add("a.npy", npy(GOOD, 24));
    noise.entries.get(0).method(8);
    ZipBytes wrongSum = new ZipBytes().add("a.npy", npy(GOOD, 24));
    HostileZipTest.deflate(wrongSum.entries.get(0));
    wrongSum.entries.get(0).localCrc = ++wrongSum.entries.get(0).centralCrc;
    return Stream.of(
        npz(
            "something else in it",
            new ZipBytes().add("a.npy", npy(GOOD, 24)).add("b", new byte[1]),
            "no NumPy array"),
        npz("a damaged array", new ZipBytes().add("a.npy", npy(GOOD, 20)), "'a.npy' holds 20"),
        npz("a bomb", bomb, "unpacks to more than"),
        npz("unpacks to less", longer, "does not unpack to its"),
        npz("unpacks to more", shorter, "does not unpack to its"),
        npz("no deflate", noise, "does not unpack to its"),
        npz("checksum of the unpacked", wrongSum, "the checksum of"),
        npz(
            "an encrypted array",
            new ZipBytes().add("a.npy", npy(GOOD, 24)).change("a.npy", e -> e.centralFlags = 1),
            "encrypted"));
  }
}

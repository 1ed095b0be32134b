package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.weights.bytes.ByteWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Safetensors files whose header is not what it must be.
class HostileSafetensorsTest {
  private static final String A = "'a':{'dtype':'F32','shape':[2,3],'data_offsets':[0,24]}";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyHeaderThatLiesIsRefused() {
    return HostileCase.tests(
        folder, Stream.of(lengths(), json(), fields(), ranges(), growth()).flatMap(s -> s));
  }

  static byte[] file(String header, int dataLength) {
    byte[] json = header.replace('\'', '"').getBytes(UTF_8);
    return new ByteWriter().i64(json.length).bytes(json).bytes(new byte[dataLength]).toByteArray();
  }

  private static HostileCase bad(String name, String header, int dataLength, String says) {
    return new HostileCase(name, "safetensors", () -> file(header, dataLength), says);
  }

  private static HostileCase length(String name, long length, String says) {
    return new HostileCase(
        name,
        "safetensors",
        () -> {
          byte[] file = file("{" + A + "}", 24);
          byte[] number = new ByteWriter().i64(length).toByteArray();
          System.arraycopy(number, 0, file, 0, 8);
          return file;
        },
        says);
  }

  private static Stream<HostileCase> lengths() {
    return Stream.of(
        new HostileCase("empty", "safetensors", () -> new byte[0], "is empty"),
        new HostileCase("only 7 bytes", "safetensors", () -> new byte[7], "ends at byte 7"),
        new HostileCase("only 8 bytes", "safetensors", () -> new byte[8], "does not begin with"),
        length("length 2^63", Long.MIN_VALUE, "9223372036854775808 bytes"),
        length("length 2^64 - 1", -1, "18446744073709551615 bytes"),
        length("length over 100 MB", 100_000_001, "at most 100000000"),
        length("length past the end", 100_000_000, "ends too early"),
        length("length one short", 56, "is missing"),
        new HostileCase(
            "cut within the data",
            "safetensors",
            () -> {
              byte[] file = file("{" + A + "}", 24);
              return Arrays.copyOf(file, file.length - 1);
            },
            "holds 23 bytes of data"));
  }

  private static Stream<HostileCase> json() {
    return Stream.of(
        bad("no JSON", "hello", 0, "does not begin with"),
        bad("a list", "[1]", 0, "does not begin with"),
        bad("spaces first", "  {" + A + "}", 24, "does not begin with"),
        bad("something behind", "{" + A + "}{}", 24, "the end is missing"),
        bad("cut", "{" + A, 24, "is missing"),
        bad("comma at the end", "{" + A + ",}", 24, "is missing"),
        bad("no comma", "{" + A + A + "}", 24, "is missing"),
        bad("key twice", "{" + A + "," + A + "}", 24, "the key 'a' twice"),
        bad(
            "key twice, once by an escape",
            "{" + A + ",'\\u0061':{'dtype':'U8','shape':[0],'data_offsets':[24,24]}}",
            24,
            "the key 'a' twice"),
        bad("field twice", "{'a':{'dtype':'F32','dtype':'F32'}}", 0, "the key 'dtype' twice"),
        bad("metadata twice", "{'__metadata__':{},'__metadata__':{}}", 0, "twice"),
        bad("metadata of a number", "{'__metadata__':{'a':1}}", 0, "is missing"),
        bad("metadata is a list", "{'__metadata__':[]}", 0, "is missing"),
        bad("20000 deep", "{'a':" + "[".repeat(20_000), 0, "is missing"),
        bad("unknown escape", "{'\\x':1}", 0, "unknown escape"),
        bad("half a character", "{'\\ud800':1}", 0, "half a character"),
        bad("two first halves", "{'\\ud800\\ud800':1}", 0, "half a character"),
        bad("last half alone", "{'\\udc00':1}", 0, "half a character"),
        bad("escape of no digits", "{'\\u00g0':1}", 0, "unknown escape"),
        bad("line end within text", "{'a\nb':1}", 0, "control character"),
        new HostileCase(
            "not UTF-8",
            "safetensors",
            () -> {
              byte[] json = "{\"\u00ff\":1}".getBytes(ISO_8859_1);
              return new ByteWriter().i64(json.length).bytes(json).toByteArray();
            },
            "not UTF-8"));
  }

  private static HostileCase field(String name, String tensor, String says) {
    return bad(name, "{'a':" + tensor + "}", 24, says);
  }

  private static HostileCase shape(String name, String shape, String says) {
    return field(name, "{'dtype':'F32','shape':" + shape + ",'data_offsets':[0,24]}", says);
  }

  private static HostileCase offsets(String name, String offsets, String says) {
    return field(name, "{'dtype':'F32','shape':[2,3],'data_offsets':" + offsets + "}", says);
  }

  private static Stream<HostileCase> fields() {
    return Stream.of(
        field("a list", "[]", "is missing"),
        field("nothing", "{}", "lacks dtype"),
        field("no dtype", "{'shape':[2,3],'data_offsets':[0,24]}", "lacks dtype"),
        field("no shape", "{'dtype':'F32','data_offsets':[0,24]}", "lacks dtype"),
        field("no offsets", "{'dtype':'F32','shape':[2,3]}", "lacks dtype"),
        field("unknown dtype", "{'dtype':'F33','shape':[],'data_offsets':[0,0]}", "'F33'"),
        field("dtype in lower case", "{'dtype':'f32','shape':[],'data_offsets':[0,0]}", "'f32'"),
        field("dtype of a number", "{'dtype':32}", "is missing"),
        field("unknown field", "{'extra':1}", "unknown field 'extra'"),
        shape("shape of a number", "6", "is missing"),
        shape("negative size", "[-2,-3]", "a whole number is missing"),
        shape("fraction", "[2.0,3]", "is missing"),
        shape("exponent", "[2e0,3]", "is missing"),
        shape("leading zero", "[02,3]", "a whole number is missing"),
        shape("NaN", "[NaN]", "a whole number is missing"),
        shape("size beyond 63 bits", "[9223372036854775808]", "more than 63 bits"),
        shape("size beyond 31 bits", "[4294967296]", "no dimension can have"),
        shape("sizes overflow", "[2147483647,2147483647,2147483647]", "63 bits"),
        shape("sizes wrap to the right one", "[2147483648,2147483648,4]", "no dimension"),
        shape("rank 7", "[1,1,1,1,1,1,6]", "at most 6"),
        shape("another shape", "[2,4]", "does not fit shape"),
        offsets("three", "[0,24,24]", "lacks dtype"),
        offsets("none", "[]", "lacks dtype"),
        offsets("text", "['0','24']", "is missing"),
        offsets("negative", "[-1,23]", "is missing"),
        offsets("backwards", "[24,0]", "range of -24 bytes"),
        offsets("beyond 64 bits", "[0,18446744073709551640]", "more than 63 bits"),
        offsets("part of an element", "[0,25]", "does not fit shape"));
  }

  private static HostileCase two(String name, int begin, int end, int dataLength, String says) {
    return bad(
        name,
        "{%s,'b':{'dtype':'U8','shape':[%d],'data_offsets':[%d,%d]}}"
            .formatted(A, end - begin, begin, end),
        dataLength,
        says);
  }

  private static Stream<HostileCase> ranges() {
    return Stream.of(
        two("overlap", 20, 30, 30, "data begin at byte 20, not at 24"),
        two("one in the other", 4, 8, 24, "data begin at byte 4"),
        two("gap", 25, 30, 30, "data begin at byte 25, not at 24"),
        two("past the end", 24, 40, 30, "its tensors take 40"),
        two("empty one within another", 8, 8, 24, "data begin at byte 8"),
        offsets("does not begin at 0", "[8,32]", "data begin at byte 8, not at 0"),
        bad("bytes behind", "{" + A + "}", 25, "holds 25 bytes of data"),
        bad("no data", "{" + A + "}", 0, "holds 0 bytes of data"));
  }

  private static Stream<HostileCase> growth() {
    return Stream.of(
        new HostileCase(
            "250000 tensors",
            "safetensors",
            () -> {
              StringBuilder json = new StringBuilder("{");
              for (int i = 0; i < 250_000; i++) {
                json.append(i == 0 ? "" : ",").append("'").append(i);
                json.append("':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}");
              }
              return file(json.append("}").toString(), 0);
            },
            "more than 200000 tensors"),
        new HostileCase(
            "a name of 20 MB",
            "safetensors",
            () -> file("{'" + "x".repeat(20_000_000) + "':1}", 0),
            "bytes of text"),
        new HostileCase(
            "a shape of 10 million sizes",
            "safetensors",
            () -> file("{'a':{'shape':[" + "1,".repeat(10_000_000) + "1]}}", 0),
            "a list of more than 64 numbers"));
  }
}

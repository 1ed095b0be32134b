package dev.sosia.weights;

import static dev.sosia.weights.PickleBytes.pickle;

import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Pickles that call, lie, nest and grow.
class HostilePickleTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyPickleThatIsMoreThanDataIsRefused() {
    return HostileCase.tests(
        folder, Stream.of(calls(), stack(), numbers(), containers(), growth()).flatMap(s -> s));
  }

  private static HostileCase pkl(String name, UnaryOperator<PickleBytes> body, String says) {
    return whole(name, () -> body.apply(pickle()).stop(), says);
  }

  private static HostileCase whole(String name, Supplier<byte[]> pickle, String says) {
    return new HostileCase(name, "pth", () -> ZipBytes.checkpoint(pickle.get()).bytes(), says);
  }

  private static HostileCase global(String module, String name) {
    return pkl(
        "names " + module + "." + name,
        p -> p.ops("}(").text("x").global(module, name).ops("u"),
        "asks for '" + module + "." + name + "'");
  }

  private static Stream<HostileCase> calls() {
    return Stream.of(
        pkl(
            "calls os.system",
            p -> p.global("os", "system").ops("(").text("true").ops("tR"),
            "asks for 'os.system'"),
        global("builtins", "eval"),
        global("__builtin__", "getattr"),
        global("subprocess", "Popen"),
        global("torch", "load"),
        global("torch", "FloatStorage.from_file"),
        global("torch", "_utils._rebuild_tensor_v2"),
        global("torch._utils", "_rebuild_qtensor"),
        global("torch.storage", "_load_from_bytes"),
        global("collections.abc", "OrderedDict"),
        global("collections", "defaultdict"),
        global("models.net", "Generator"),
        global("torch", "ComplexFloatStorage"),
        pkl(
            "two names that together are an allowed one",
            p -> p.text("torch._utils\n").text("_rebuild_tensor_v2").raw(0x93),
            "asks for"),
        pkl("name by numbers", p -> p.ops("K\1K\2").raw(0x93), "something other than text"),
        pkl("new object", p -> p.global("torch", "Size").ops(")").raw(0x81), "opcode 0x81"),
        pkl("instance", p -> p.ops("(ios\nsystem\n"), "opcode 'i'"),
        pkl("object", p -> p.ops("(").global("torch", "Size").ops("o"), "opcode 'o'"),
        pkl("extension", p -> p.raw(0x82, 1), "opcode 0x82"),
        pkl("persistent id in text", p -> p.ops("P0\n"), "opcode 'P'"),
        pkl("a function as a value", p -> p.global("torch", "Size"), "torch.Size itself"),
        pkl("a class as a value", p -> p.global("torch", "IntStorage"), "the class torch.Int"),
        pkl("calls a class", p -> p.global("torch", "IntStorage").ops(")R"), "calls the class"),
        pkl("calls text", p -> p.text("OrderedDict").ops(")R"), "is no function"),
        pkl("calls without a tuple", p -> p.global("torch", "Size").ops("K\1R"), "a tuple"),
        pkl("size of text", p -> p.global("torch", "Size").text("a").raw(0x85).ops("R"), "tuple"),
        pkl(
            "ordered dict of a number",
            p -> p.global("collections", "OrderedDict").ops("K\1").raw(0x85).ops("R"),
            "arguments that PyTorch does not pass"),
        pkl(
            "ordered dict of single values",
            p -> p.global("collections", "OrderedDict").ops("](]e").raw(0x85).ops("R"),
            "arguments that PyTorch does not pass"),
        pkl("state for a number", p -> p.ops("K\1}b"), "sets attributes"),
        pkl("state for a dict", p -> p.ops("}}b"), "sets attributes"),
        pkl(
            "state that is no dict",
            p -> p.global("collections", "OrderedDict").ops(")RK\1b"),
            "sets attributes"),
        pkl("name that never ends", p -> p.ops("c" + "a".repeat(5000) + "\nb\n"), "no Python name"),
        pkl("name with an escape", p -> p.ops("ca\u001b[2Jb\nc\n"), "no Python name"));
  }

  private static Stream<HostileCase> stack() {
    return Stream.of(
        whole("nothing", () -> new byte[0], "ends at byte 0"),
        whole("no protocol", () -> new byte[] {'N', '.'}, "does not begin with a protocol"),
        whole("protocol 1", () -> PickleBytes.protocol(1).ops("N").stop(), "of protocol 1"),
        whole("protocol 9", () -> PickleBytes.protocol(9).ops("N").stop(), "of protocol 9"),
        whole("no stop", () -> pickle().ops("N").bytes(), "ends at byte"),
        whole("bytes behind stop", () -> pickle().ops("N.").stop(), "goes on for 1 bytes"),
        pkl("protocol twice", p -> p.raw(0x80, 2).ops("N"), "opcode 0x80"),
        pkl("stop on nothing", p -> p, "exactly one value"),
        pkl("stop on two values", p -> p.ops("NN"), "exactly one value"),
        pkl("stop on a mark", p -> p.ops("N("), "exactly one value"),
        pkl("pop on nothing", p -> p.ops("0N"), "finds too little"),
        pkl("pop below a mark", p -> p.ops("N(a"), "finds too little"),
        pkl("duplicate nothing", p -> p.ops("2"), "finds too little"),
        pkl("tuple without a mark", p -> p.ops("Nt"), "finds too little"),
        pkl("tuple of three of two", p -> p.ops("NN").raw(0x87), "finds too little"),
        pkl("append to nothing", p -> p.ops("Na"), "finds too little"),
        pkl("memo of nothing", p -> p.ops("q\0"), "finds too little"),
        pkl("memo of a mark", p -> p.ops("(q\0"), "finds too little"),
        pkl("memo never filled", p -> p.ops("h\7"), "out of the memo"),
        pkl("60000 marks", p -> p.times(60_000, "("), "exactly one value"),
        pkl("unknown opcode", p -> p.raw(0xff), "opcode 0xff"),
        pkl("opcode 0", p -> p.raw(0), "opcode 0x00"));
  }

  private static Stream<HostileCase> numbers() {
    return Stream.of(
        pkl("text of 2^31 - 1 bytes", p -> p.ops("X").u32(0x7fff_ffff), "2147483647 bytes"),
        pkl("text of 2^32 - 1 bytes", p -> p.ops("X").u32(-1), "4294967295 bytes"),
        pkl("text of 2^40 bytes", p -> p.raw(0x8d).i64(1L << 40), "1099511627776 bytes"),
        pkl("text of 2^64 - 1 bytes", p -> p.raw(0x8d).i64(-1), "18446744073709551615 bytes"),
        pkl("string of -1 bytes", p -> p.ops("T").u32(-1), "ends too early"),
        pkl("bytes", p -> p.raw(0x8e).i64(1L << 50), "opcode 0x8e"),
        pkl("integer of -5 bytes", p -> p.raw(0x8b).u32(-5), "ends too early"),
        pkl("integer of 2^31 - 1 bytes", p -> p.raw(0x8b).u32(0x7fff_ffff), "2147483647 bytes"),
        pkl("integer past the end", p -> p.raw(0x8a, 255), "255 bytes"),
        pkl("integer in text", p -> p.ops("L1L\n"), "opcode 'L'"),
        pkl("frame past the end", p -> p.raw(0x95).i64(1L << 40), "1099511627776 bytes"),
        pkl("frame of -1 bytes", p -> p.raw(0x95).i64(-1), "18446744073709551615 bytes"),
        pkl("text that is not UTF-8", p -> p.ops("X").u32(1).raw(0xff), "not UTF-8"),
        pkl("overlong UTF-8", p -> p.ops("X").u32(2).raw(0xc0, 0x80), "not UTF-8"),
        pkl("half a character", p -> p.ops("X").u32(3).raw(0xed, 0xa0, 0x80), "not UTF-8"),
        whole("cut within a number", () -> pickle().ops("J\0\0").bytes(), "ends at byte"));
  }

  private static Stream<HostileCase> containers() {
    return Stream.of(
        pkl("key in a list", p -> p.ops("]NNs"), "no dictionary"),
        pkl("key in a number", p -> p.ops("K\1NNs"), "no dictionary"),
        pkl("key without a value", p -> p.ops("}(Nu"), "without a value"),
        pkl("append to a dict", p -> p.ops("}(Ne"), "no list"),
        pkl("append to text", p -> p.text("a").ops("Na"), "no list"),
        pkl("list as a key", p -> p.ops("}]Ns"), "a key that is"),
        pkl("dict in a tuple as a key", p -> p.ops("}}").raw(0x85).ops("Ns"), "a key that is"),
        pkl("list that holds itself", p -> p.ops("]q\0h\0a"), "contains itself"),
        pkl("dict that holds itself", p -> p.ops("}q\0Nh\0s"), "contains itself, at '0'"),
        pkl(
            "list that holds itself through a tuple",
            p -> p.ops("]q\0h\0").raw(0x85).ops("a"),
            "contains itself"),
        pkl("lists 30000 deep", p -> p.times(30_000, "]").times(29_999, "a"), "more than 200"),
        pkl("tuples 60000 deep", p -> p.ops(")").times(60_000, "\u0085"), "more than 200"),
        pkl(
            "202 deep by sharing",
            p -> {
              p.ops("]q\0");
              for (int i = 0; i < 201; i++) {
                p.ops("0]h\0aq\0");
              }
              return p;
            },
            "more than 200"));
  }

  private static Stream<HostileCase> growth() {
    return Stream.of(
        pkl(
            "each list holds the last one twice, 60 times",
            p -> p.ops("]").times(60, "q\0000](h\0h\0e"),
            "written out in full"),
        pkl(
            "each tuple holds the last one three times, 60 times",
            p -> p.ops(")").times(60, "q\0000h\0h\0h\0\u0087"),
            "written out in full"),
        pkl(
            "such a tuple as a key",
            p -> p.ops("})").times(60, "q\0000h\0h\0h\0\u0087").ops("Ns"),
            "written out in full"),
        pkl(
            "a smaller one as a key",
            p -> p.ops("})").times(8, "q\0000h\0h\0h\0\u0087").ops("Ns"),
            "a key that is"),
        pkl("3 million lists", p -> p.times(3_000_000, "]"), "more than 1500000 objects"),
        pkl("3 million marks", p -> p.times(3_000_000, "("), "more than 1500000 objects"),
        pkl(
            "1.4 million integers",
            p -> p.ops("](").times(1_400_000, "M\2\3").ops("e"),
            "written out in full"),
        pkl(
            "1.4 million long integers",
            p -> p.ops("](").times(1_400_000, "\u008a\u0008abcdefgh").ops("e"),
            "written out in full"),
        pkl(
            "1.4 million texts",
            p -> p.ops("](").times(1_400_000, "U\4abcd").ops("e"),
            "written out in full"),
        pkl(
            "700000 dictionaries of one item",
            p -> p.ops("](").times(700_000, "}NNs").ops("e"),
            "more than 1500000 objects"),
        pkl(
            "400000 dictionaries of one item",
            p -> p.ops("](").times(400_000, "}NNs").ops("e"),
            "written out in full"),
        pkl("memo of 3 million", p -> p.ops("N").times(3_000_000, "\u0094"), "the pickle memo"),
        pkl(
            "memo of 100000 far places",
            p -> {
              p.ops("N");
              for (int i = 0; i < 100_000; i++) {
                p.ops("r").u32(0x8000_0000L + i);
              }
              return p;
            },
            "the pickle memo"),
        pkl(
            "20 MB of text",
            p -> p.text("x".repeat(10_000_000)).text("x".repeat(10_000_000)),
            "bytes of text"));
  }
}

package dev.sosia.weights;

import static dev.sosia.weights.PickleBytes.longs;
import static dev.sosia.weights.PickleBytes.pickle;
import static dev.sosia.weights.ZipBytes.floats;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Tensors that are not what their storages hold.
class HostileTensorTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyTensorThatDoesNotFitItsStorageIsRefused() {
    return HostileCase.tests(folder, Stream.of(views(), storages(), calls()).flatMap(s -> s));
  }

  private static HostileCase pkl(String name, UnaryOperator<PickleBytes> body, String says) {
    return new HostileCase(
        name,
        "pth",
        () -> ZipBytes.checkpoint(body.apply(pickle()).stop(), floats(0, 1, 2, 3, 4, 5)).bytes(),
        says);
  }

  private static HostileCase view(
      String name, long offset, long[] size, long[] stride, String says) {
    return pkl(
        name,
        p ->
            p.ops("}")
                .text("w")
                .tensor(q -> q.storage("FloatStorage", "0", 6), offset, size, stride)
                .ops("s"),
        says);
  }

  private static HostileCase leaves(String name, long offset, long[] size, long[] stride) {
    return view(name, offset, size, stride, "holds at 'w' no valid tensor: a view of shape");
  }

  private static Stream<HostileCase> views() {
    long wide = 1L << 62;
    return Stream.of(
        leaves("size leaves", 0, longs(2, 4), longs(3, 1)),
        leaves("offset leaves", 1, longs(2, 3), longs(3, 1)),
        leaves("offset behind the storage", 6, longs(1), longs(1)),
        leaves("offset of a number behind the storage", 6, longs(), longs()),
        leaves("stride leaves", 0, longs(2, 3), longs(4, 1)),
        leaves("negative offset", -1, longs(2, 3), longs(3, 1)),
        leaves("negative stride", 5, longs(6), longs(-1)),
        leaves("negative stride of nothing", 0, longs(0), longs(-1)),
        leaves("negative offset of nothing", -1, longs(0), longs(1)),
        leaves("stride overflows", 0, longs(3, 2), longs(wide, 1)),
        leaves("stride wraps to a small one", 0, longs(5, 2), longs(wide, 1)),
        leaves("reach wraps below zero and back", 5, longs(4, 3), longs((1L << 63) / -3 - 1, 1)),
        leaves("offset overflows", Long.MAX_VALUE, longs(2), longs(1)),
        view("negative size", 0, longs(-2, 3), longs(3, 1), "no dimension can have"),
        view("negative sizes", 0, longs(-2, -3), longs(3, 1), "no dimension can have"),
        view("sizes overflow", 0, longs(1L << 32, 1L << 32), longs(0, 0), "no dimension can have"),
        view("product overflows", 0, longs(1 << 30, 1 << 30, 1 << 30), longs(0, 0, 0), "63 bits"),
        view("2^40 repetitions", 0, longs(1 << 20, 1 << 20), longs(0, 0), "repeats 6 elements"),
        view("rank 7", 0, longs(1, 1, 1, 1, 1, 1, 1), longs(1, 1, 1, 1, 1, 1, 1), "at most 6"),
        view("rank 5000", 0, new long[5000], new long[5000], "at most 6"),
        view("fewer strides than sizes", 0, longs(2, 3), longs(1), "has 1 strides"),
        pkl(
            "stride beyond 64 bits",
            p ->
                rebuild(
                    p,
                    q ->
                        q.storage("FloatStorage", "0", 6)
                            .number(0)
                            .numbers(1)
                            .number(BigInteger.ONE.shiftLeft(64))
                            .raw(0x85)),
            "no whole number of 64 bits"));
  }

  private static PickleBytes rebuild(PickleBytes p, UnaryOperator<PickleBytes> arguments) {
    p.global("torch._utils", "_rebuild_tensor_v2").ops("(");
    return arguments.apply(p).raw(0x89).ops("}tR");
  }

  private static HostileCase storage(String name, UnaryOperator<PickleBytes> push, String says) {
    return pkl(name, p -> p.tensor(push, 0, longs(2, 3), longs(3, 1)), says);
  }

  private static PickleBytes id(PickleBytes p, UnaryOperator<PickleBytes> parts) {
    return parts.apply(p.ops("(")).ops("tQ");
  }

  private static Stream<HostileCase> storages() {
    String odd = "in a way that PyTorch does not";
    return Stream.of(
        storage("more elements", p -> p.storage("FloatStorage", "0", 7), "has 24 bytes for"),
        storage("fewer elements", p -> p.storage("FloatStorage", "0", 5), "has 24 bytes for"),
        storage("-1 elements", p -> p.storage("FloatStorage", "0", -1), odd),
        storage(
            "elements that overflow in bytes",
            p -> p.storage("FloatStorage", "0", (1L << 62) + 6),
            "has 24 bytes for"),
        storage("wider type", p -> p.storage("DoubleStorage", "0", 6), "has 24 bytes for"),
        storage("narrower type", p -> p.storage("HalfStorage", "0", 6), "has 24 bytes for"),
        storage("unknown type", p -> p.storage("QuaternionStorage", "0", 6), "asks for"),
        storage("key that climbs out", p -> p.storage("FloatStorage", "../version", 6), "a path"),
        storage("key with a slash", p -> p.storage("FloatStorage", "0/../0", 6), "a path"),
        storage("key of no record", p -> p.storage("FloatStorage", "1", 6), "lacks the zip entry"),
        storage(
            "another tag",
            p ->
                id(
                    p,
                    q ->
                        q.text("module")
                            .global("torch", "FloatStorage")
                            .text("0")
                            .text("cpu")
                            .number(6)),
            odd),
        storage(
            "a type that is text",
            p -> id(p, q -> q.text("storage").text("FloatStorage").text("0").text("cpu").number(6)),
            odd),
        storage("too short", p -> id(p, q -> q.text("storage")), odd),
        storage("a number", p -> p.number(3).ops("Q"), odd),
        storage("text for a storage", p -> p.text("0"), "arguments that PyTorch does not pass"),
        pkl("a storage as a value", p -> p.storage("FloatStorage", "0", 6), "without a tensor"),
        pkl(
            "one storage of two types",
            p ->
                p.tensor()
                    .ops("0")
                    .tensor(q -> q.storage("IntStorage", "0", 6), 0, longs(6), longs(1)),
            "uses storage '0' as 6 elements of F32 and as 6 of I32"),
        pkl(
            "one storage of two sizes",
            p ->
                p.tensor()
                    .ops("0")
                    .tensor(q -> q.storage("FloatStorage", "0", 5), 0, longs(5), longs(1)),
            "uses storage '0' as 6 elements of F32 and as 5 of F32"));
  }

  private static Stream<HostileCase> calls() {
    String odd = "arguments that PyTorch does not pass";
    UnaryOperator<PickleBytes> storage = p -> p.storage("FloatStorage", "0", 6);
    return Stream.of(
        pkl("too few arguments", p -> rebuild(p, storage), odd),
        pkl(
            "metadata that would negate",
            p -> {
              p.global("torch._utils", "_rebuild_tensor_v2").ops("(");
              storage.apply(p).number(0).numbers(6).numbers(1).raw(0x89);
              return p.ops("}}").text("neg").raw(0x88).ops("stR");
            },
            odd),
        pkl(
            "text for the size",
            p -> rebuild(p, q -> storage.apply(q).number(0).text("23").numbers(1)),
            "no tuple of numbers"),
        pkl(
            "parameter of a number",
            p -> p.global("torch._utils", "_rebuild_parameter").ops("(K\5").raw(0x88).ops("}tR"),
            odd),
        pkl("calls a tensor", p -> p.tensor().ops(")R"), "calls a tensor"),
        pkl("items for a tensor", p -> p.tensor().ops("NNs"), "no dictionary"),
        pkl("a tensor as a key", p -> p.ops("}").tensor().ops("Ns"), "a key that is"));
  }
}

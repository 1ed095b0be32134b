package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.op.Indexing;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations that move values, and those that read and add at places that are data.
final class ShapeOps {
  private ShapeOps() {}

  static void addTo(OpTable t) {
    t.single("cat", (in, at) -> Shapes.cat(in.list("tensors"), at.size("dim")));
    t.single("stack", (in, at) -> Shapes.stack(in.list("tensors"), at.size("dim")));
    t.add("split", (in, at) -> Op.Result.of(split(in, at)));
    t.add(
        "chunk",
        (in, at) ->
            Op.Result.of(Shapes.chunk(in.tensor("input"), at.size("chunks"), at.size("dim"))));
    t.single("permute", (in, at) -> Shapes.permute(in.tensor("input"), at.sizes("dims")));
    t.single(
        "transpose",
        (in, at) -> Shapes.transpose(in.tensor("input"), at.size("dim0"), at.size("dim1")));
    t.single("reshape", (in, at) -> Shapes.reshape(in.tensor("input"), at.sizes("shape")));
    t.single("expand", (in, at) -> Shapes.expand(in.tensor("input"), at.sizes("size")));
    t.single("squeeze", ShapeOps::squeeze);
    t.single("unsqueeze", (in, at) -> Shapes.unsqueeze(in.tensor("input"), at.size("dim")));
    t.single("slice", ShapeOps::slice);
    t.single("flip", (in, at) -> Shapes.flip(in.tensor("input"), at.sizes("dims")));
    t.single("roll", ShapeOps::roll);
    t.single("tril", (in, at) -> Shapes.tril(in.tensor("input"), at.size("diagonal")));

    t.single(
        "index_select",
        (in, at) -> Indexing.indexSelect(in.tensor("input"), at.size("dim"), in.tensor("index")));
    t.single(
        "gather",
        (in, at) -> Indexing.gather(in.tensor("input"), at.size("dim"), in.tensor("index")));
    t.single(
        "scatter_add",
        (in, at) ->
            Indexing.scatterAdd(
                in.tensor("input"), at.size("dim"), in.tensor("index"), in.tensor("src")));
    t.single("embedding", ShapeOps::embedding);
    t.single("one_hot", (in, at) -> Indexing.oneHot(in.tensor("input"), at.size("num_classes")));
  }

  private static List<Tensor> split(OpInputs in, Fields at) {
    Tensor x = in.tensor("input");
    int dim = at.size("dim");
    String sections = "split_size_or_sections";
    return at.raw(sections) instanceof Number
        ? Shapes.split(x, at.size(sections), dim)
        : Shapes.split(x, at.sizes(sections), dim);
  }

  private static Tensor squeeze(OpInputs in, Fields at) {
    Tensor x = in.tensor("input");
    return at.raw("dim") == null ? Shapes.squeeze(x) : Shapes.squeeze(x, at.size("dim"));
  }

  private static Tensor slice(OpInputs in, Fields at) {
    Tensor y = in.tensor("input");
    int[] dims = at.sizes("dim");
    List<@Nullable Object> starts = at.list("start");
    List<@Nullable Object> ends = at.list("end");
    int[] steps = at.sizes("step");
    if (starts.size() != dims.length || ends.size() != dims.length || steps.length != dims.length) {
      throw at.error("dim", "lists of equal length");
    }
    for (int i = 0; i < dims.length; i++) {
      long start = Fields.integer(at.at("start"), starts.get(i));
      y = Shapes.slice(y, dims[i], start, Fields.integer(at.at("end"), ends.get(i)), steps[i]);
    }
    return y;
  }

  private static Tensor roll(OpInputs in, Fields at) {
    Tensor x = in.tensor("input");
    int[] shifts = at.sizes("shifts");
    if (at.raw("dims") == null) {
      Tensor y = Shapes.reshape(x, -1);
      for (int shift : shifts) {
        y = Shapes.roll(y, shift, 0);
      }
      return Shapes.reshape(y, x.shape().dims());
    }
    int[] dims = at.sizes("dims");
    if (dims.length != shifts.length) {
      throw at.error("dims", "as many as shifts");
    }
    Tensor y = x;
    for (int i = 0; i < dims.length; i++) {
      y = Shapes.roll(y, shifts[i], dims[i]);
    }
    return y;
  }

  private static Tensor embedding(OpInputs in, Fields at) {
    Integer padding =
        at.raw("padding_idx") == null ? null : Integer.valueOf(at.size("padding_idx"));
    return Indexing.embedding(in.tensor("input"), in.tensor("weight"), padding);
  }
}

package dev.sosia.cli.verify.harness;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads tensors of a manifest in all the forms the format has. Holds the manifest's safetensors
/// file open.
public final class TensorSource implements AutoCloseable {
  private final Path folder;
  private final @Nullable Checkpoint tensors;

  /// Tensors of one manifest.
  ///
  /// @param folder where the manifest is
  /// @param tensors the safetensors file beside it, or null
  TensorSource(Path folder, @Nullable Path tensors) {
    this.folder = folder;
    this.tensors = tensors == null ? null : Checkpoint.open(tensors);
  }

  /// The tensor in field `name`.
  public Values tensor(Fields fields, String name) {
    return tensor(fields.at(name), fields.raw(name));
  }

  /// The tensor that `node` stands for; `where` is for messages.
  public Values tensor(String where, @Nullable Object node) {
    Fields form = Fields.of(where, node);
    String name = only(where, form);
    Values values =
        switch (name) {
          case "tensor" -> stored(form.at(name), form.text(name));
          case "formula" -> formula(form.object(name)).values();
          case "constant" -> constant(form.object(name));
          case "values" -> listed(form.object(name));
          case "image" -> Pictures.read(file(form, name));
          default -> throw new ManifestException(where + ": unknown field '" + name + "'");
        };
    form.done();
    return values;
  }

  /// The expectation that `node` stands for.
  public Expectation expectation(String where, @Nullable Object node) {
    Fields form = Fields.of(where, node);
    return form.has("digest") && form.names().size() == 1
        ? digest(form.object("digest"))
        : new Expectation.Whole(tensor(where, node));
  }

  /// The file, beside the manifest, that field `name` of `fields` names.
  public Path file(Fields fields, String name) {
    Path file = folder.resolve(fields.text(name)).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      throw fields.error(name, "a file beside the manifest");
    }
    return file;
  }

  private static String only(String where, Fields form) {
    if (form.names().size() != 1) {
      throw new ManifestException(
          where
              + ": expected one of tensor, formula, constant, values, image, found "
              + form.names());
    }
    return form.names().getFirst();
  }

  private Values stored(String where, String key) {
    if (tensors == null) {
      throw new ManifestException(where + ": the manifest names no file of tensors");
    }
    Value value = ((Value.DictValue) tensors.value()).get(key);
    if (!(value instanceof Value.TensorValue t)) {
      throw new ManifestException(where + ": " + tensors.file() + " has no tensor '" + key + "'");
    }
    return copy(t.tensor());
  }

  /// The elements of `tensor`, packed.
  static Values copy(HostTensor tensor) {
    Values v = Values.zeros(tensor.dtype(), tensor.shape());
    tensor.copyTo(v.bytes(), tensor.dtype());
    return v;
  }

  private static Formula formula(Fields f) {
    Formula formula = new Formula(shape(f), dtype(f), seed(f), f.number("low"), f.number("high"));
    f.done();
    return formula;
  }

  private static Values constant(Fields f) {
    Values v = Values.zeros(dtype(f), shape(f));
    double value = f.number("value");
    long exact = v.dtype().isFloating() ? 0 : f.integer("value");
    for (int i = 0; i < v.numel(); i++) {
      put(v, i, value, exact);
    }
    f.done();
    return v;
  }

  private static Values listed(Fields f) {
    Values v = Values.zeros(dtype(f), shape(f));
    List<@Nullable Object> data = f.list("data");
    if (data.size() != v.numel()) {
      throw f.error("data", v.numel() + " numbers");
    }
    for (int i = 0; i < v.numel(); i++) {
      String where = f.at("data");
      if (v.dtype().isFloating()) {
        put(v, i, Fields.number(where, data.get(i)), 0);
      } else {
        put(v, i, 0, Fields.integer(where, data.get(i)));
      }
    }
    f.done();
    return v;
  }

  private static void put(Values v, int i, double value, long exact) {
    if (v.dtype().isFloating()) {
      v.set(i, value);
    } else {
      v.setLong(i, exact);
    }
  }

  private static Expectation.Digest digest(Fields f) {
    Fields projection = f.object("projection");
    Fields samples = f.object("samples");
    String where = samples.at("indices");
    Shape shape = shape(f);
    Expectation.Digest digest =
        new Expectation.Digest(
            shape,
            f.number("sum"),
            f.number("abs_sum"),
            f.number("l2"),
            seed(projection),
            projection.number("value"),
            samples.list("indices").stream().mapToLong(x -> Fields.integer(where, x)).toArray(),
            samples.numbers("values"));
    for (long i : digest.indices()) {
      if (i < 0 || i >= shape.numel()) {
        throw samples.error("indices", "numbers from 0 to " + (shape.numel() - 1));
      }
    }
    if (digest.indices().length != digest.values().length) {
      throw samples.error("values", digest.indices().length + " numbers");
    }
    projection.done();
    samples.done();
    f.done();
    return digest;
  }

  private static Shape shape(Fields f) {
    try {
      return Shape.of(f.sizes("shape"));
    } catch (InputException e) {
      throw e instanceof ManifestException ? e : f.error("shape", "sizes of at most 6 dimensions");
    }
  }

  private static DType dtype(Fields f) {
    String name = f.text("dtype");
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    throw f.error("dtype", "an element type");
  }

  private static long seed(Fields f) {
    try {
      return Long.parseUnsignedLong(f.text("seed"));
    } catch (NumberFormatException e) {
      throw f.error("seed", "an unsigned number of 64 bits as text");
    }
  }

  @Override
  public void close() {
    if (tensors != null) {
      tensors.close();
    }
  }
}

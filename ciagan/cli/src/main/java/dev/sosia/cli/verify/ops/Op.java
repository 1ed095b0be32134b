package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An operation under the name that manifests know it by.
interface Op {
  /// Computes it, reading all its inputs and attributes.
  Result apply(OpInputs in, Fields attributes);

  /// One tensor or, if `several`, a list; and buffers as they are after the call.
  record Result(List<Tensor> outputs, boolean several, Map<String, Tensor> updated) {
    static Result of(Tensor y) {
      return new Result(List.of(y), false, Map.of());
    }

    static Result of(List<Tensor> ys) {
      return new Result(ys, true, Map.of());
    }
  }

  /// An operation with one result.
  interface Single {
    Tensor apply(OpInputs in, Fields attributes);
  }

  /// An operation on `input` without attributes.
  interface OfOne {
    Tensor apply(Tensor x);
  }

  /// An operation on `input` and `other` without attributes.
  interface OfTwo {
    Tensor apply(Tensor x, Tensor y);
  }

  /// The numbers of attribute `name`: a list, one number, or none for null.
  static int[] dims(Fields attributes, String name) {
    @Nullable Object node = attributes.raw(name);
    if (node == null) {
      return new int[0];
    }
    return node instanceof Number ? new int[] {attributes.size(name)} : attributes.sizes(name);
  }
}

package dev.sosia.cli.network;

import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// A network that was built, with named inputs and outputs.
///
/// @param name as on the command line: `ciagan.generator`
/// @param inputs what it takes, with the shape for a batch of one; the last ones may be optional
/// @param required how many of the inputs must be given
/// @param forward runs it: inputs by name to outputs by name
public record Network(
    String name,
    Layer layer,
    SequencedMap<String, Shape> inputs,
    int required,
    Function<Map<String, Tensor>, SequencedMap<String, Tensor>> forward) {

  /// Its outputs, by name, in order.
  public SequencedMap<String, Tensor> of(Map<String, Tensor> in) {
    return forward.apply(in);
  }
}

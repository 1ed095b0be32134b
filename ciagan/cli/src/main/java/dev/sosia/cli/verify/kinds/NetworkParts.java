package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.NetworkConfig;
import dev.sosia.cli.network.Networks;
import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Expectation;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What the kinds that run networks have in common: networks with their parameters, and lists of
/// named tensors.
record NetworkParts(Case c, Target target) {

  /// Builds the network that `fields` describe (`network`, `config`, `parameters`) and loads it,
  /// strictly.
  Network network(Fields fields) {
    String name = fields.text("network");
    Fields config = fields.object("config");
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : config.names()) {
      settings.put(key, String.valueOf(config.raw(key)));
    }
    config.done();
    ParameterFactory factory = ParameterFactory.toBeLoaded(target.device(), target.arithmetic());
    Network network = Networks.build(name, NetworkConfig.of(settings), factory);
    SequencedMap<String, HostTensor> parameters = new LinkedHashMap<>();
    for (Item item : items(fields, "parameters")) {
      Values v = c.tensors().tensor(item.where(), item.node());
      parameters.put(item.name(), HostTensor.of(v.dtype(), v.shape(), v.bytes()));
    }
    StateDict weights = StateDict.of(parameters);
    LayerState.load(network.layer(), weights, name, c.manifest() + ": " + c.name());
    return network;
  }

  /// One entry of a list of named tensors.
  ///
  /// @param node the tensor itself, without name and tolerance
  record Item(String name, String where, Map<String, Object> node, @Nullable Object tolerance) {}

  /// Reads `[{"name", T, "tolerance"?}, ..]`.
  static List<Item> items(Fields fields, String list) {
    List<Item> items = new ArrayList<>();
    int i = 0;
    for (Object entry : fields.list(list)) {
      String where = fields.at(list) + "[" + i++ + "]";
      Fields f = Fields.of(where, entry);
      String name = f.text("name");
      Object tolerance = f.isSet("tolerance") ? f.raw("tolerance") : null;
      Map<String, Object> node = new LinkedHashMap<>();
      for (String key : f.names()) {
        Object value = f.raw(key);
        if (!key.equals("name") && !key.equals("tolerance") && value != null) {
          node.put(key, value);
        }
      }
      items.add(new Item(name, where + " (" + name + ")", node, tolerance));
    }
    return items;
  }

  /// The list's tensors on the device, in the arithmetic of the target.
  SequencedMap<String, Tensor> tensors(Fields fields, String list) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (Item item : items(fields, list)) {
      Values v = c.tensors().tensor(item.where(), item.node());
      tensors.put(item.name(), v.widened(target.arithmetic()).on(target.device()));
    }
    return tensors;
  }

  /// Compares tensors by name with the list; `fallback` holds where an item has no tolerance of its
  /// own.
  void compare(
      String what,
      List<Item> expected,
      Map<String, Tensor> actual,
      Tolerance fallback,
      Checks checks) {
    for (Item item : expected) {
      Tensor t = actual.get(item.name());
      if (t == null) {
        checks.fail(what + "." + item.name() + ": there is no such result");
        continue;
      }
      Expectation e = c.tensors().expectation(item.where(), item.node());
      Tolerance own =
          item.tolerance() == null
              ? target.tolerance(fallback)
              : Tolerance.read(Fields.of(item.where(), item.tolerance()));
      checks.compare(what + "." + item.name(), e, Values.of(t), own);
    }
  }

  /// A number as a tensor, in the arithmetic of the target.
  Tensor number(double value) {
    return target.device().scalar(target.arithmetic(), value);
  }

  /// The tensor called `name`, which has to be there.
  static Tensor need(Map<String, Tensor> tensors, String name) {
    Tensor t = tensors.get(name);
    if (t == null) {
      throw new IllegalArgumentException("there is no tensor " + name + " in " + tensors.keySet());
    }
    return t;
  }
}

package dev.sosia.cli.verify.kinds;

import static dev.sosia.cli.verify.kinds.NetworkParts.need;

import dev.sosia.ciagan.loss.GanLoss;
import dev.sosia.ciagan.loss.GradientPenalty;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.verify.harness.Case;
import dev.sosia.cli.verify.harness.CaseKind;
import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.Target;
import dev.sosia.cli.verify.harness.Tolerance;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.dan.loss.AffinityLoss;
import dev.sosia.dan.loss.PartitionLoss;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Cases of kind `gradients`: one loss on one network, one backward pass.
public final class GradientCases implements CaseKind {
  @Override
  public String kind() {
    return "gradients";
  }

  @Override
  public void run(Case c, Target target, Checks checks) {
    Fields fields = c.fields();
    fields.text("name");
    NetworkParts parts = new NetworkParts(c, target);
    Tolerance tolerance = Tolerance.read(fields.object("tolerance"));
    Network network = parts.network(fields);
    network.layer().train(NetworkCases.mode(fields).equals("train"));
    SequencedMap<String, Tensor> inputs = parts.tensors(fields, "inputs");
    SequencedMap<String, Tensor> lossInputs = lossInputs(parts, fields);
    inputs.values().forEach(t -> t.requiresGrad(true));
    lossInputs
        .values()
        .forEach(
            t -> {
              if (t.dtype().isFloating()) {
                t.requiresGrad(true);
              }
            });
    SequencedMap<String, Tensor> losses = losses(fields, network, inputs, lossInputs);
    var expectedLosses = NetworkCases.expected(fields, "expect_losses", target);
    var expectedGradients = NetworkCases.expected(fields, "expect_gradients", target);
    fields.done();
    parts.compare("loss", expectedLosses, losses, tolerance, checks);

    Map<String, Tensor> sources = new LinkedHashMap<>(network.layer().parameters());
    inputs.forEach((name, t) -> sources.put("input:" + name, t));
    lossInputs.forEach((name, t) -> sources.put("input:" + name, t));
    List<String> names = new ArrayList<>();
    List<Tensor> wanted = new ArrayList<>();
    for (NetworkParts.Item item : expectedGradients) {
      Tensor t = sources.get(item.name());
      if (t != null) {
        names.add(item.name());
        wanted.add(t);
      }
    }
    Tensor total = losses.lastEntry().getValue();
    List<Tensor> found = Autograd.grad(total, wanted, false);
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      gradients.put(names.get(i), found.get(i));
    }
    parts.compare("gradient", expectedGradients, gradients, tolerance, checks);
  }

  /// Loss inputs; integers (labels) stay what they are.
  private static SequencedMap<String, Tensor> lossInputs(NetworkParts parts, Fields fields) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    Target target = parts.target();
    for (NetworkParts.Item item : NetworkParts.items(fields, "loss_inputs")) {
      Values v = parts.c().tensors().tensor(item.where(), item.node());
      Values same = v.dtype() == DType.F32 ? v.widened(target.arithmetic()) : v;
      tensors.put(item.name(), same.on(target.device()));
    }
    return tensors;
  }

  /// The parts of the loss, and last the total, called `loss`.
  private static SequencedMap<String, Tensor> losses(
      Fields fields,
      Network network,
      Map<String, Tensor> inputs,
      SequencedMap<String, Tensor> lossInputs) {
    Fields loss = fields.object("loss");
    String type = loss.text("type");
    SequencedMap<String, Tensor> losses = new LinkedHashMap<>();
    switch (type) {
      case "projection" -> losses.put("loss", projection(network.of(inputs), lossInputs));
      case "contrastive" -> {
        double margin = loss.number("margin");
        Tensor first = out(network, need(inputs, "x1"));
        Tensor second = out(network, need(inputs, "x2"));
        losses.put("loss", Losses.contrastive(first, second, need(lossInputs, "same"), margin));
      }
      case "gradient_penalty" -> {
        Tensor penalty = penalty(loss, network, inputs, lossInputs);
        losses.put("penalty", penalty);
        losses.put("loss", penalty);
      }
      case "wgangp_critic" -> {
        Tensor fake = GanLoss.WGANGP.of(out(network, need(inputs, "fake")), false);
        Tensor real = GanLoss.WGANGP.of(out(network, need(inputs, "real")), true);
        Tensor penalty = penalty(loss, network, inputs, lossInputs);
        losses.put("fake", fake);
        losses.put("real", real);
        losses.put("penalty", penalty);
        losses.put("loss", Elementwise.add(Elementwise.add(fake, real), penalty));
      }
      case "dan" -> dan(network.of(inputs), lossInputs, losses);
      default -> throw loss.error("type", "a known loss");
    }
    loss.done();
    return losses;
  }

  private static Tensor projection(
      Map<String, Tensor> outputs, SequencedMap<String, Tensor> directions) {
    Tensor sum = null;
    for (Map.Entry<String, Tensor> r : directions.entrySet()) {
      Tensor part = Reductions.sum(Elementwise.mul(need(outputs, r.getKey()), r.getValue()));
      sum = sum == null ? part : Elementwise.add(sum, part);
    }
    if (sum == null) {
      throw new IllegalArgumentException("a projection names at least one output");
    }
    return sum;
  }

  private static Tensor penalty(
      Fields loss, Network critic, Map<String, Tensor> inputs, Map<String, Tensor> lossInputs) {
    return GradientPenalty.of(
        x -> out(critic, x),
        need(inputs, "real"),
        need(inputs, "fake"),
        need(lossInputs, "alpha"),
        loss.number("lambda"));
  }

  private static void dan(
      Map<String, Tensor> outputs,
      Map<String, Tensor> lossInputs,
      SequencedMap<String, Tensor> losses) {
    Tensor targets = need(lossInputs, "targets");
    Tensor out = need(outputs, "out");
    Tensor classification = Losses.crossEntropy(out, targets, null, -100, 0, Losses.Reduction.MEAN);
    Tensor affinity =
        AffinityLoss.of(need(outputs, "features"), targets, need(lossInputs, "centers"));
    Tensor partition = PartitionLoss.of(need(outputs, "heads"));
    losses.put("classification", classification);
    losses.put("affinity", affinity);
    losses.put("partition", partition);
    losses.put("loss", Elementwise.add(Elementwise.add(classification, affinity), partition));
  }

  private static Tensor out(Network network, Tensor x) {
    return need(network.of(Map.of("x", x)), "out");
  }
}

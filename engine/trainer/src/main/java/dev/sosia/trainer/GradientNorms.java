package dev.sosia.trainer;

import dev.sosia.engine.optim.Gradients;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// How long the gradients are that optimisers step along, network by network. They are measured on
/// the device when a step is taken and read when the training's step is over, so that nobody waits.
final class GradientNorms implements AutoCloseable {
  /// Adam's usual eps: where gradients are no longer than that, its steps come to an end.
  private static final double VANISHED = 1e-8;

  private final List<Part> parts;
  private final Map<Part, Collection<Tensor>> parameters = new LinkedHashMap<>();
  private final Map<Part, List<Tensor>> norms = new LinkedHashMap<>();
  private final Scope owner = Scope.forOwner();

  GradientNorms(List<Part> parts) {
    this.parts = parts;
    for (Part part : parts) {
      parameters.put(
          part,
          part.optimizer().groups().stream()
              .flatMap(g -> g.parameters().values().stream())
              .toList());
      part.optimizer().beforeStep(() -> measure(part));
    }
  }

  private void measure(Part part) {
    Collection<Tensor> moved = parameters.getOrDefault(part, List.of());
    if (!moved.isEmpty()) {
      norms.computeIfAbsent(part, _ -> new ArrayList<>()).add(owner.own(Gradients.norm(moved, 2)));
    }
  }

  /// The L2 norms since the last call, as `gradient_norm_PART`: that of the last step a part took,
  /// or the first one that is not finite. Parts that took no step are left out.
  SequencedMap<String, Double> read() {
    SequencedMap<String, Double> read = new LinkedHashMap<>();
    for (Part part : parts) {
      List<Tensor> measured = norms.getOrDefault(part, List.of());
      double norm = 0;
      for (Tensor t : measured) {
        norm = Double.isFinite(norm) ? t.item() : norm;
        t.close();
      }
      if (!measured.isEmpty()) {
        read.put(name(part), norm);
        measured.clear();
      }
    }
    return read;
  }

  /// Tells `warnings` of each part whose gradients have vanished.
  void warn(long step, Map<String, Double> read, Consumer<String> warnings) {
    for (Part part : parts) {
      Double norm = read.get(name(part));
      double n = parameters.getOrDefault(part, List.of()).stream().mapToLong(Tensor::numel).sum();
      if (norm != null && norm / Math.sqrt(n) < VANISHED) {
        warnings.accept(
            "the gradients of %s have vanished at step %d (root mean square below %s): it learns nothing any more; look at its losses, and try a lower learning rate or another recipe"
                .formatted(part.name(), step, VANISHED));
      }
    }
  }

  private static String name(Part part) {
    return "gradient_norm_" + part.name();
  }

  /// Ends the measuring.
  @Override
  public void close() {
    parts.forEach(part -> part.optimizer().beforeStep(null));
    owner.close();
  }
}

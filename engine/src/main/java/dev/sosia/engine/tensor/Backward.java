package dev.sosia.engine.tensor;

import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.type.Shape;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How gradients pass through one operation, from its results to its inputs: written in operations,
/// so that it can be differentiated too. It must take tensors from its [Context] alone: handles
/// captured from the forward pass may have ended.
@FunctionalInterface
public interface Backward {

  /// The gradient for each input, null where none is asked for.
  @Nullable Tensor[] apply(Context context);

  /// What a backward rule has to work with.
  final class Context {
    private final Node node;
    private final @Nullable Tensor[] dy;

    Context(Node node, @Nullable Tensor[] dy) {
      this.node = node;
      this.dy = dy;
    }

    /// The gradient of the first result.
    public Tensor dy() {
      return dy(0);
    }

    /// The gradient of result `i`; zeros if nothing depended on it.
    public Tensor dy(int i) {
      Tensor d = dy[i];
      if (d == null) {
        var type = node.outputTypes().get(i);
        d = node.device().run(new Fill(type, 0));
        dy[i] = d;
      }
      return d;
    }

    /// The `i`-th of the tensors saved when the operation was recorded.
    public Tensor saved(int i) {
      return node.saved(i);
    }

    /// How many were saved.
    public int savedCount() {
      return node.savedTypes().size();
    }

    /// The shape of input `i`.
    public Shape shape(int i) {
      return node.inputTypes().get(i).shape();
    }

    /// Whether a gradient for input `i` is asked for.
    public boolean needs(int i) {
      return node.needs(i);
    }

    /// The gradients for all inputs in order; those that nobody asked for are not computed.
    @SafeVarargs
    public final @Nullable Tensor[] grads(Supplier<Tensor>... rules) {
      @Nullable Tensor[] gradients = new @Nullable Tensor[rules.length];
      for (int i = 0; i < rules.length; i++) {
        gradients[i] = needs(i) ? rules[i].get() : null;
      }
      return gradients;
    }
  }
}

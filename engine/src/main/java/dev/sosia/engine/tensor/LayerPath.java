package dev.sosia.engine.tensor;

import dev.sosia.engine.error.ShapeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/// Where in a network the thread is: `conv0.conv_r1`. Errors, traces and recorded operations carry
/// it.
public final class LayerPath {
  private static final ThreadLocal<Deque<String>> STACK = ThreadLocal.withInitial(ArrayDeque::new);

  private LayerPath() {}

  /// Runs `body` inside the layer `name`; a shape error that leaves the outermost layer names the
  /// path.
  public static <T> T inside(String name, Supplier<T> body) {
    Deque<String> stack = STACK.get();
    if (name.isEmpty()) {
      return body.get();
    }
    stack.addLast(name);
    try {
      return body.get();
    } catch (ShapeException e) {
      throw e.getCause() instanceof ShapeException ? e : e.at(current());
    } finally {
      stack.removeLast();
    }
  }

  /// The names from the outermost layer inwards, joined by dots; empty outside of any.
  public static String current() {
    return String.join(".", STACK.get());
  }
}

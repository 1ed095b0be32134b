package dev.sosia.engine.tensor;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reverse-mode automatic differentiation. Operations record themselves with [#record]; [#backward]
/// and [#grad] walk the record from the last operation to the first.
public final class Autograd {
  private static final ThreadLocal<Boolean> RECORDING = ThreadLocal.withInitial(() -> true);

  private Autograd() {}

  /// Whether operations are being recorded on this thread.
  public static boolean isRecording() {
    return RECORDING.get();
  }

  /// Until it is closed, no operation of this thread is recorded.
  public static Mode noGrad() {
    return new Mode(false);
  }

  /// Until it is closed, operations of this thread are recorded, also inside of [#noGrad].
  public static Mode recording() {
    return new Mode(true);
  }

  /// Switches recording for a block; see [#noGrad].
  public static final class Mode implements AutoCloseable {
    private final boolean before = RECORDING.get();

    private Mode(boolean on) {
      RECORDING.set(on);
    }

    @Override
    public void close() {
      RECORDING.set(before);
    }
  }

  /// Notes that `y` was computed from `inputs`, keeping `saved` (inputs, `y` itself, or others) for
  /// `backward`. Does nothing while nothing is recorded or no input requires a gradient.
  ///
  /// @return `y`
  public static Tensor record(
      String name, Tensor y, List<Tensor> inputs, List<Tensor> saved, Backward backward) {
    record(name, List.of(y), inputs, saved, backward);
    return y;
  }

  /// The same for an operation with several results; integer results take no part in gradients.
  public static List<Tensor> record(
      String name,
      List<Tensor> outputs,
      List<Tensor> inputs,
      List<Tensor> saved,
      Backward backward) {
    if (!isRecording() || inputs.stream().noneMatch(Tensor::requiresGrad)) {
      return outputs;
    }
    List<TensorType> types = outputs.stream().map(Tensor::type).toList();
    Node node = new Node(name, inputs, types, List.of(), backward);
    node.retain();
    for (Tensor s : saved) {
      int own = identityIndex(outputs, s);
      node.save(s, own >= 0, Math.max(own, 0));
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).dtype().isArithmetic()) {
        outputs.get(i).attach(node, i);
      }
    }
    node.release();
    return outputs;
  }

  private static int identityIndex(List<Tensor> list, Tensor t) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == t) {
        return i;
      }
    }
    return -1;
  }

  /// Adds the gradient of `loss`, which has one element, to [Tensor#grad] of every leaf it depends
  /// on.
  public static void backward(Tensor loss) {
    backward(loss, null, false);
  }

  /// The same from any tensor: `seed` is the gradient it starts with (null: one, for a single
  /// element). `retainGraph` keeps what was saved, for another pass.
  public static void backward(Tensor root, @Nullable Tensor seed, boolean retainGraph) {
    try (Scope _ = Scope.open();
        Mode _ = noGrad()) {
      new Walk(List.of(root), Arrays.asList(seed), List.of(), retainGraph).run();
    }
  }

  /// The gradient of `output` (one element) by each of `inputs`, zeros where it does not depend on
  /// one. With `createGraph` the gradients are recorded and can be differentiated again.
  public static List<Tensor> grad(Tensor output, List<Tensor> inputs, boolean createGraph) {
    return grad(List.of(output), Arrays.asList((Tensor) null), inputs, createGraph);
  }

  /// The gradient of the sum over outputs of `<output, seed>` by each of `inputs`.
  public static List<Tensor> grad(
      List<Tensor> outputs,
      List<@Nullable Tensor> seeds,
      List<Tensor> inputs,
      boolean createGraph) {
    try (Scope walk = Scope.open();
        Mode _ = createGraph ? recording() : noGrad()) {
      @Nullable Tensor[] found = new Walk(outputs, seeds, inputs, true).run();
      List<Tensor> gradients = new ArrayList<>(inputs.size());
      for (int i = 0; i < found.length; i++) {
        Tensor g = found[i];
        Tensor input = inputs.get(i);
        if (g == null) {
          g = input.device().run(new Fill(input.type(), 0));
        }
        gradients.add(walk.keep(g));
      }
      return gradients;
    }
  }

  /// `a + b` of one shape, differentiable: what collects gradients that arrive from several sides.
  static Tensor add(Tensor a, Tensor b) {
    Tensor sum = a.device().run(new Binary(Binary.Function.ADD, 1), a, b);
    return record("accumulate", sum, List.of(a, b), List.of(), c -> c.grads(c::dy, c::dy));
  }

  /// One walk from outputs to targets (given inputs, or all leaves where none are given).
  private static final class Walk {
    private final List<Tensor> targets;
    private final boolean retain;
    private final Map<Node, @Nullable Tensor[]> arrived = new HashMap<>();
    private final Set<Node> needed;
    private final List<Node> order;
    private final @Nullable Tensor[] found;
    private final Scope outer = Scope.innermost();

    Walk(List<Tensor> outputs, List<@Nullable Tensor> seeds, List<Tensor> targets, boolean retain) {
      this.targets = targets;
      this.retain = retain;
      this.found = new @Nullable Tensor[targets.size()];
      for (int i = 0; i < outputs.size(); i++) {
        seed(outputs.get(i), seeds.get(i));
      }
      this.order = reachable(new ArrayList<>(arrived.keySet()));
      this.needed = needed();
    }

    private void seed(Tensor output, @Nullable Tensor seed) {
      if (seed == null) {
        if (output.numel() != 1) {
          throw new ShapeException(
              "backward: "
                  + output.type()
                  + " is not a single number: give the gradient to start with");
        }
        seed = output.device().run(new Fill(output.type(), 1));
      } else if (!seed.shape().equals(output.shape())) {
        throw new ShapeException("backward: gradient " + seed.type() + " for " + output.type());
      }
      Node node = output.node();
      if (node != null) {
        arrive(node, output.nodeOutput(), seed.alias());
      }
    }

    /// All nodes that gradients could pass, later ones first: an operation is recorded after those
    /// it depends on, so the order of recording is a topological order.
    private static List<Node> reachable(List<Node> from) {
      Set<Node> seen = new HashSet<>();
      Deque<Node> pending = new ArrayDeque<>(from);
      while (!pending.isEmpty()) {
        Node n = pending.pop();
        if (seen.add(n)) {
          for (Node.Edge e : n.inputs()) {
            if (e.node() != null) {
              pending.push(e.node());
            }
          }
        }
      }
      List<Node> sorted = new ArrayList<>(seen);
      sorted.sort(Comparator.comparingLong(Node::sequence).reversed());
      return sorted;
    }

    /// Nodes from which a target can be reached: gradients are computed for no others.
    private Set<Node> needed() {
      Set<Node> targetNodes = new HashSet<>();
      for (Tensor t : targets) {
        if (t.node() != null) {
          targetNodes.add(t.node());
        }
      }
      Set<Node> needed = new HashSet<>();
      for (Node n : order.reversed()) {
        boolean target = targets.isEmpty() ? n.isLeaf() : targetNodes.contains(n);
        if (target || n.inputs().stream().anyMatch(e -> needed.contains(e.node()))) {
          needed.add(n);
        }
      }
      return needed;
    }

    @Nullable Tensor[] run() {
      for (Node node : order) {
        @Nullable Tensor[] dy = arrived.remove(node);
        if (dy == null || !needed.contains(node)) {
          continue;
        }
        capture(node, dy);
        if (node instanceof Leaf leaf) {
          if (targets.isEmpty() && dy[0] != null) {
            leaf.accumulate(dy[0]);
          }
        } else {
          pass(node, dy);
        }
        for (Tensor d : dy) {
          if (d != null) {
            d.close();
          }
        }
      }
      return found;
    }

    private void capture(Node node, @Nullable Tensor[] dy) {
      for (int i = 0; i < targets.size(); i++) {
        Tensor t = targets.get(i);
        Tensor d = node.equals(t.node()) ? dy[t.nodeOutput()] : null;
        if (d != null) {
          found[i] = d.alias();
        }
      }
    }

    private void pass(Node node, @Nullable Tensor[] dy) {
      List<Node.Edge> edges = node.inputs();
      boolean[] ask = new boolean[edges.size()];
      boolean any = false;
      for (int i = 0; i < ask.length; i++) {
        ask[i] = needed.contains(edges.get(i).node());
        any |= ask[i];
      }
      if (!any) {
        return;
      }
      try (Scope _ = Scope.open()) {
        @Nullable Tensor[] dx = node.backward(dy, ask);
        for (int i = 0; i < ask.length; i++) {
          Node to = edges.get(i).node();
          Tensor d = dx[i];
          if (ask[i] && d != null && to != null) {
            if (!d.shape().equals(node.inputTypes().get(i).shape())) {
              throw new IllegalStateException(
                  node.name()
                      + ": gradient "
                      + d.type()
                      + " for input "
                      + i
                      + " of "
                      + node.inputTypes().get(i));
            }
            arrive(to, edges.get(i).output(), outer.own(d.alias()));
          }
        }
      }
      if (!retain) {
        node.releaseSaved();
      }
    }

    private void arrive(Node node, int output, Tensor gradient) {
      @Nullable Tensor[] slots =
          arrived.computeIfAbsent(node, n -> new @Nullable Tensor[n.outputTypes().size()]);
      Tensor before = slots[output];
      if (before == null) {
        slots[output] = gradient;
      } else {
        slots[output] = outer.own(add(before, gradient));
        before.close();
        gradient.close();
      }
    }
  }
}

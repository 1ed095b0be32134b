package dev.sosia.engine.tensor;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One recorded operation: its name, the layer it was in, where its inputs came from, what it saved
/// and how gradients pass through it. Alive as long as a tensor or another node refers to it.
public class Node {
  private static final AtomicLong COUNT = new AtomicLong();

  private final long sequence = COUNT.incrementAndGet();
  private final String name;
  private final String path = LayerPath.current();
  private final List<Edge> inputs;
  private final List<TensorType> inputTypes;
  private final List<TensorType> outputTypes;
  private final List<Saved> saved = new ArrayList<>();
  private final Backward backward;
  private final @Nullable Device device;
  private int users;
  private boolean released;
  private boolean[] wanted = {};

  /// Where an input came from: result `output` of `node`, or null for a constant.
  public record Edge(@Nullable Node node, int output) {}

  /// A tensor kept for the backward pass. `producer` is null for this node's own results.
  private record Saved(
      Storage storage,
      Shape shape,
      long[] strides,
      long offset,
      int version,
      boolean own,
      @Nullable Node producer,
      int output) {}

  Node(
      String name,
      List<Tensor> inputs,
      List<TensorType> outputTypes,
      List<Tensor> toSave,
      Backward backward) {
    this.name = name;
    this.inputs = inputs.stream().map(t -> new Edge(t.node(), t.nodeOutput())).toList();
    this.inputTypes = inputs.stream().map(Tensor::type).toList();
    this.outputTypes = outputTypes;
    this.backward = backward;
    this.device = inputs.isEmpty() ? null : inputs.getFirst().device();
    for (Edge e : this.inputs) {
      if (e.node() != null) {
        e.node().retain();
      }
    }
    toSave.forEach(t -> save(t, false, 0));
  }

  void save(Tensor t, boolean own, int output) {
    t.storage().retain();
    Node producer = own ? null : t.node();
    if (producer != null) {
      producer.retain();
    }
    saved.add(
        new Saved(
            t.storage(),
            t.shape(),
            t.strides(),
            t.offset(),
            t.storage().version(),
            own,
            producer,
            own ? output : t.nodeOutput()));
  }

  /// The operation's name, for example `conv2d`.
  public String name() {
    return name;
  }

  /// The layer it was recorded in, for example `conv0.conv_r1`; empty outside of any.
  public String path() {
    return path;
  }

  /// Larger is later.
  public long sequence() {
    return sequence;
  }

  public List<Edge> inputs() {
    return inputs;
  }

  public List<TensorType> inputTypes() {
    return inputTypes;
  }

  public List<TensorType> outputTypes() {
    return outputTypes;
  }

  /// Types of the tensors kept for the backward pass.
  public List<TensorType> savedTypes() {
    return saved.stream()
        .map(s -> new TensorType(s.storage().buffer().dtype(), s.shape()))
        .toList();
  }

  /// Whether this is a parameter or an input, where gradients end.
  public boolean isLeaf() {
    return this instanceof Leaf;
  }

  Device device() {
    if (device == null) {
      throw new IllegalStateException(name + " has no inputs");
    }
    return device;
  }

  boolean needs(int i) {
    return wanted[i];
  }

  /// Runs the backward rule; `ask[i]` says whether input i's gradient is wanted.
  @Nullable Tensor[] backward(@Nullable Tensor[] dy, boolean[] ask) {
    wanted = ask;
    return LayerPath.inside(path, () -> backward.apply(new Backward.Context(this, dy)));
  }

  Tensor saved(int i) {
    if (released) {
      throw new IllegalStateException(
          name
              + at()
              + ": a second backward pass needs what the first one gave back: "
              + "run the first with retainGraph");
    }
    Saved s = saved.get(i);
    if (s.storage().version() != s.version()) {
      throw new IllegalStateException(
          name
              + at()
              + ": a tensor of shape "
              + s.shape()
              + " saved for the backward pass was written to since");
    }
    Tensor t = new Tensor(s.storage(), s.shape(), s.strides(), s.offset());
    t.attach(s.own() ? this : s.producer(), s.output());
    return t;
  }

  private String at() {
    return path.isEmpty() ? "" : " at " + path;
  }

  void retain() {
    users++;
  }

  /// Lets go; the last one to do so frees what was saved, here and in the nodes that only this one
  /// held (a loop, not a recursion: graphs are thousands of nodes deep).
  void release() {
    Deque<Node> pending = new ArrayDeque<>(List.of(this));
    while (!pending.isEmpty()) {
      Node n = pending.pop();
      if (--n.users == 0) {
        n.dropSaved(pending);
        for (Edge e : n.inputs) {
          if (e.node() != null) {
            pending.push(e.node());
          }
        }
      }
    }
  }

  /// Frees what was saved: the backward pass is done with it.
  void releaseSaved() {
    Deque<Node> pending = new ArrayDeque<>();
    dropSaved(pending);
    pending.forEach(Node::release);
  }

  private void dropSaved(Deque<Node> producers) {
    if (!released) {
      released = !saved.isEmpty();
      for (Saved s : saved) {
        s.storage().release();
        if (s.producer() != null) {
          producers.push(s.producer());
        }
      }
    }
  }
}

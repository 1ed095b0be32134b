package dev.sosia.engine.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Owns the tensors that are made while it is the innermost open scope of its thread, and ends them
/// when it closes. [#keep] is the only way out.
///
/// {@snippet :
/// try (Scope step = Scope.open()) {
///   Tensor loss = ...;                  // this and everything on the way to it
///   autograd.backward(loss);
/// }                                     // is gone here
/// }
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();

  private final Set<Tensor> tensors = Collections.newSetFromMap(new IdentityHashMap<>());
  private final @Nullable Scope parent;
  private final boolean stacked;
  private boolean closed;

  private Scope(@Nullable Scope parent, boolean stacked) {
    this.parent = parent;
    this.stacked = stacked;
  }

  /// Opens a scope inside the thread's innermost one. Close it with try-with-resources.
  public static Scope open() {
    Scope scope = new Scope(INNERMOST.get(), true);
    INNERMOST.set(scope);
    return scope;
  }

  /// A scope that no operation ever chooses: for owners, such as a model or an optimiser, whose
  /// tensors outlive the block they were made in and are handed over with [#own].
  public static Scope forOwner() {
    return new Scope(null, false);
  }

  static Scope innermost() {
    Scope scope = INNERMOST.get();
    if (scope == null) {
      throw new IllegalStateException(
          "no scope is open on this thread: tensors are made inside of try (var s = Scope.open())");
    }
    return scope;
  }

  /// Hands `tensor` to the scope around this one, so that it outlives this one, and returns it.
  public Tensor keep(Tensor tensor) {
    if (parent == null) {
      throw new IllegalStateException("there is no scope around this one to keep a tensor in");
    }
    return parent.own(tensor);
  }

  /// Takes `tensor` over from whatever scope has it, and returns it.
  public Tensor own(Tensor tensor) {
    if (closed) {
      throw new IllegalStateException("this scope is closed");
    }
    tensor.scope().tensors.remove(tensor);
    tensor.moveTo(this);
    tensors.add(tensor);
    return tensor;
  }

  void add(Tensor tensor) {
    tensors.add(tensor);
  }

  void forget(Tensor tensor) {
    tensors.remove(tensor);
  }

  /// Ends every tensor that is still here.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (stacked) {
      if (INNERMOST.get() != this) {
        throw new IllegalStateException("scopes close in the reverse order of opening");
      }
      if (parent == null) {
        INNERMOST.remove();
      } else {
        INNERMOST.set(parent);
      }
    }
    closed = true;
    for (Tensor t : new ArrayList<>(tensors)) {
      t.end();
    }
    tensors.clear();
  }
}

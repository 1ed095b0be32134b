package dev.sosia.engine.optim;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Moves parameters along their gradients. Parameters have names, which their state is saved under,
/// and come in groups, each with settings of its own.
///
/// State lives until [#close].
///
/// @param <S> the settings of a group
public abstract class Optimizer<S extends Optimizer.Settings<S>> implements AutoCloseable {

  /// What a group's parameters are moved by. Immutable.
  ///
  /// @param <S> the type itself
  public interface Settings<S extends Settings<S>> {
    /// The learning rate.
    double lr();

    /// The same settings with another rate.
    S withLr(double lr);
  }

  /// Parameters by name, and the settings for all of them.
  public record Group<S>(Map<String, Tensor> parameters, S settings) {
    public Group {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    Group<S> with(S other) {
      return new Group<>(parameters, other);
    }
  }

  /// What is remembered of one parameter: how many steps it took, and tensors of its shape, which
  /// are the optimiser's own and change with its next step.
  public record State(long step, Map<String, Tensor> buffers) {}

  private final List<Group<S>> groups;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Scope owner = Scope.forOwner();
  private @Nullable Runnable beforeStep;

  /// An optimiser of these groups.
  ///
  /// @throws InputException if two parameters have one name
  protected Optimizer(List<Group<S>> groups) {
    this.groups = new ArrayList<>(groups);
    for (Group<S> group : groups) {
      group
          .parameters()
          .forEach(
              (name, parameter) -> {
                if (slots.put(name, new Slot(parameter)) != null) {
                  throw new InputException("optimiser: two parameters are called " + name);
                }
              });
    }
  }

  /// One parameter and its state.
  final class Slot {
    private final Tensor parameter;
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private long step;

    private Slot(Tensor parameter) {
      this.parameter = parameter;
    }

    Tensor parameter() {
      return parameter;
    }

    /// How many steps it took, the one being taken included.
    long step() {
      return step;
    }

    boolean has(String buffer) {
      return buffers.containsKey(buffer);
    }

    /// The buffer called `name`, zeros if it is new.
    Tensor buffer(String name) {
      return buffers.computeIfAbsent(
          name, _ -> owner.own(parameter.device().zeros(parameter.dtype(), parameter.shape())));
    }
  }

  /// Moves one parameter, in place, by its gradient.
  abstract void update(Slot slot, Tensor gradient, S settings);

  /// The names of the buffers that [#update] may keep.
  abstract List<String> bufferNames();

  /// Has `action` run at the beginning of every [#step] from now on (null: nothing), when the
  /// gradients are those that the step is going to use.
  public final void beforeStep(@Nullable Runnable action) {
    beforeStep = action;
  }

  /// Moves every parameter that has a gradient.
  public final void step() {
    if (beforeStep != null) {
      beforeStep.run();
    }
    try (Scope _ = Scope.open();
        Autograd.Mode _ = Autograd.noGrad()) {
      for (Group<S> group : groups) {
        for (String name : group.parameters().keySet()) {
          Slot slot = slot(name);
          Tensor gradient = slot.parameter.grad();
          if (gradient != null) {
            slot.step++;
            update(slot, gradient, group.settings());
          }
        }
      }
    }
  }

  /// Forgets the gradients of all parameters.
  public final void clearGrads() {
    slots.values().forEach(s -> s.parameter.clearGrad());
  }

  /// The groups as they are now.
  public final List<Group<S>> groups() {
    return List.copyOf(groups);
  }

  /// Sets the rate of every group.
  public final void setLr(double lr) {
    for (int i = 0; i < groups.size(); i++) {
      setLr(i, lr);
    }
  }

  /// Sets the rate of one group.
  public final void setLr(int group, double lr) {
    groups.set(group, groups.get(group).with(groups.get(group).settings().withLr(lr)));
  }

  /// The state of every parameter by its name, for saving.
  public final Map<String, State> state() {
    Map<String, State> state = new LinkedHashMap<>();
    slots.forEach(
        (name, s) -> state.put(name, new State(s.step, Collections.unmodifiableMap(s.buffers))));
    return state;
  }

  /// Goes on from a saved state, which is copied.
  ///
  /// @throws InputException naming the parameter if a name, a buffer or a shape is not ours; then
  ///   nothing has changed
  public final void restore(Map<String, State> saved) {
    if (!saved.keySet().equals(slots.keySet())) {
      throw new InputException(
          "optimiser: the saved state is of the parameters "
              + saved.keySet()
              + ", not of "
              + slots.keySet());
    }
    saved.forEach(this::check);
    try (Scope _ = Scope.open()) {
      saved.forEach(
          (name, from) -> {
            Slot slot = slot(name);
            slot.step = from.step();
            slot.buffers.values().forEach(Tensor::close);
            slot.buffers.clear();
            from.buffers().forEach((buffer, values) -> slot.buffer(buffer).assign(values));
          });
    }
  }

  private void check(String name, State from) {
    from.buffers()
        .forEach(
            (buffer, values) -> {
              if (!bufferNames().contains(buffer)) {
                throw new InputException(
                    "optimiser: "
                        + name
                        + " has a saved "
                        + buffer
                        + ", expected one of "
                        + bufferNames());
              }
              if (!values.shape().equals(slot(name).parameter.shape())) {
                throw new InputException(
                    "optimiser: the saved "
                        + buffer
                        + " of "
                        + name
                        + " has shape "
                        + values.shape()
                        + ", expected "
                        + slot(name).parameter.shape());
              }
            });
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalStateException("no parameter " + name);
    }
    return slot;
  }

  /// Frees the state.
  @Override
  public final void close() {
    owner.close();
  }
}

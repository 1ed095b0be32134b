package dev.sosia.trainer;

import dev.sosia.engine.error.InputException;

/// A loss, a gradient or a parameter is no finite number any more: the training has stopped, and
/// its last checkpoint is from before that.
public final class DivergenceException extends InputException {
  private static final long serialVersionUID = 1L;

  private final long step;

  DivergenceException(long step, String message) {
    super(message);
    this.step = step;
  }

  /// The step in which it happened, from 1.
  public long step() {
    return step;
  }
}

package dev.sosia.trainer;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Takes steps a second time, from a checkpoint, to see more of them: a step is a function of the
/// state before it and of its number.
final class Replay<B> {
  private final Training<B> training;
  private final BatchSource<B> source;
  private final List<Part> parts;
  private final Device device;
  private final BooleanSupplier stop;

  Replay(
      Training<B> training,
      BatchSource<B> source,
      List<Part> parts,
      Device device,
      BooleanSupplier stop) {
    this.training = training;
    this.source = source;
    this.parts = parts;
    this.device = device;
    this.stop = stop;
  }

  /// Where the first value came from that is not finite, in `step`: every gradient before that step
  /// was, since each is measured.
  ///
  /// @param from the step of a checkpoint before
  /// @return a sentence's part
  String firstNonFinite(Checkpoints checkpoints, long from, long step) {
    checkpoints.restore(from, parts);
    for (long s = from + 1; s < step; s++) {
      if (stop.getAsBoolean()) {
        return "which layer it began in was not found out, as the search was stopped";
      }
      take(s);
    }
    FirstNonFinite first = new FirstNonFinite(device);
    Device.Listener before = device.listener(first);
    try {
      take(step);
    } finally {
      device.listener(before);
    }
    String place = first.place();
    return place == null
        ? "taking the step again gave finite values everywhere, which points to a defect of the"
            + " machine or of the recipe"
        : "the first value that is not finite came out of " + place;
  }

  private void take(long step) {
    List<B> batches = new ArrayList<>();
    for (int i = 0; i < training.batchesPerStep(); i++) {
      batches.add(source.load(step, i));
    }
    try (Scope _ = Scope.open()) {
      training.step(step, batches);
    }
    parts.forEach(part -> part.network().clearGrads());
  }
}

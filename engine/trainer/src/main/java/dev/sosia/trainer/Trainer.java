package dev.sosia.trainer;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.SosiaException;
import dev.sosia.engine.io.WriteFailure;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes the steps of a [Training], from the newest checkpoint of its [RunFolder] to the last step
/// of its [Plan], with batches loaded ahead in other threads; saves, logs, watches.
///
/// @param <B> a batch
public final class Trainer<B> {
  private final Training<B> training;
  private final BatchSource<B> source;
  private final RunFolder run;
  private final Plan plan;
  private final TrainingListener listener;
  private final List<Part> parts;
  private final Device device;
  private final Checkpoints checkpoints;
  private volatile boolean stopRequested;
  private long savedStep = -1;

  /// How a training ended.
  ///
  /// @param step the last step taken; its checkpoint is saved
  /// @param stopped whether that was on request, before the plan's last step
  public record Outcome(long step, boolean stopped) {}

  /// A training that has not begun. Its networks hold their first values.
  ///
  /// @throws InputException if there are no parts or two of one name
  public Trainer(
      Training<B> training,
      BatchSource<B> source,
      RunFolder run,
      Plan plan,
      TrainingListener listener) {
    this(training, source, run, plan, listener, new Checkpoints(run.checkpoints(), plan.keep()));
  }

  Trainer(
      Training<B> training,
      BatchSource<B> source,
      RunFolder run,
      Plan plan,
      TrainingListener listener,
      Checkpoints checkpoints) {
    this.training = training;
    this.source = source;
    this.run = run;
    this.plan = plan;
    this.listener = listener;
    this.parts = List.copyOf(training.parts());
    this.checkpoints = checkpoints;
    this.device = device(parts);
    parts.forEach(part -> part.network().nameRoot(part.name()));
  }

  private static Device device(List<Part> parts) {
    Set<String> names = new HashSet<>();
    for (Part part : parts) {
      if (!names.add(part.name())) {
        throw new InputException("two parts of the training are called " + part.name());
      }
    }
    if (parts.isEmpty()) {
      throw new InputException("the training has no parts");
    }
    return parts.getFirst().network().stateDict().values().iterator().next().device();
  }

  /// Has [#run] end after the step it is taking, with a checkpoint. From any thread.
  public void requestStop() {
    stopRequested = true;
  }

  /// Trains. Called once.
  ///
  /// @throws DivergenceException if a metric, a gradient or a parameter is not finite: which
  ///   network and layer first; the last checkpoint is from before that
  /// @throws InputException if a batch cannot be loaded; the steps taken so far are saved
  /// @throws EnvironmentException if the machine refuses, for instance because the disk is full;
  ///   the last checkpoint is as it was
  public Outcome run() {
    checkpoints.deleteLeftovers();
    long done = begin();
    warnOfSinglePictures();
    parts.forEach(part -> part.network().clearGrads());
    try (RunRecord log = RunRecord.open(run, done);
        GradientNorms norms = new GradientNorms(parts);
        Prefetch<B> batches =
            new Prefetch<>(
                source, training.batchesPerStep(), done + 1, plan.steps(), plan.loaders())) {
      listener.started(done + 1, plan.steps());
      Pace pace = new Pace();
      while (done < plan.steps() && !stopRequested) {
        long step = done + 1;
        pace.begin();
        SequencedMap<String, Double> line = take(step, load(batches, log, done), norms, pace);
        log.step(step, line);
        done = step;
        listener.stepped(
            new TrainingListener.Step(
                step,
                plan.steps(),
                (step - 1) / Math.max(source.stepsPerEpoch(), 1) + 1,
                line,
                pace.stepsPerSecond(),
                pace.left(plan.steps() - step)));
        if (step % plan.checkpointEvery() == 0) {
          save(step, log);
        }
        if (isDue(step, plan.sampleEvery())) {
          sample(step, log);
        }
        if (isDue(step, plan.sampleEvery() == 0 ? plan.checkpointEvery() : plan.sampleEvery())) {
          plot(step, log);
        }
      }
      save(done, log);
      plot(done, log);
    }
    export();
    return new Outcome(done, done < plan.steps());
  }

  /// Restores the newest checkpoint, or saves the first values: from here on there is always a
  /// state to go back to, and a place that cannot be written to is found before the first step.
  ///
  /// @return the last step taken
  private long begin() {
    OptionalLong newest = checkpoints.restoreNewest(parts, listener::warning);
    if (newest.isPresent()) {
      savedStep = newest.getAsLong();
      return savedStep;
    }
    savedStep = 0;
    listener.saved(0, checkpoints.save(0, run.settings(), parts));
    return 0;
  }

  private void warnOfSinglePictures() {
    if (training.batchSize() != 1) {
      return;
    }
    List<String> normalised = new ArrayList<>();
    for (Part part : parts) {
      if (part.network().layers().stream().anyMatch(BatchNorm.class::isInstance)) {
        normalised.add(part.name());
      }
    }
    if (!normalised.isEmpty()) {
      listener.warning(
          "with a batch of 1, the batch normalisation of "
              + String.join(", ", normalised)
              + " sees one picture at a time and learns little: use --batch 2 or more");
    }
  }

  private List<B> load(Prefetch<B> batches, RunRecord log, long done) {
    try {
      return batches.take();
    } catch (SosiaException e) {
      try {
        save(done, log); // what was learnt since the last checkpoint is not at fault
      } catch (SosiaException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private SequencedMap<String, Double> take(
      long step, List<B> batches, GradientNorms norms, Pace pace) {
    SequencedMap<String, Double> line;
    try (Scope _ = Scope.open()) {
      line = new LinkedHashMap<>(training.step(step, batches));
    }
    SequencedMap<String, Double> lengths = norms.read();
    parts.forEach(part -> part.network().clearGrads());
    String bad = firstNonFinite(line, lengths);
    if (bad != null) {
      throw diverged(step, bad);
    }
    double seconds = pace.tick();
    line.put(RunRecord.SECONDS, seconds);
    line.put(
        "images_per_second",
        (double) training.batchSize() * training.batchesPerStep() / Math.max(seconds, 1e-9));
    line.putAll(lengths);
    if (isDue(step, plan.watchEvery())) {
      norms.warn(step, lengths, listener::warning);
      watch(step, line);
    }
    return line;
  }

  private void watch(long step, SequencedMap<String, Double> line) {
    SequencedMap<String, Double> seen;
    try (Scope _ = Scope.open();
        Autograd.Mode _ = Autograd.noGrad()) {
      seen = training.watch(step, listener::warning);
    }
    seen.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            line.put(name, value);
          } else {
            listener.warning(name + " is " + value + " at step " + step + ", and is not logged");
          }
        });
  }

  private static @Nullable String firstNonFinite(
      Map<String, Double> metrics, Map<String, Double> lengths) {
    for (Map<String, Double> numbers : List.of(metrics, lengths)) {
      for (Map.Entry<String, Double> number : numbers.entrySet()) {
        if (!Double.isFinite(number.getValue())) {
          return number.getKey() + " is " + number.getValue();
        }
      }
    }
    return null;
  }

  private static boolean isDue(long step, long every) {
    return every > 0 && step % every == 0;
  }

  private void save(long step, RunRecord log) {
    if (step == savedStep) {
      return;
    }
    log.force(); // lines up to a checkpoint are on the disk before it is
    Path checkpoint;
    try {
      checkpoint = checkpoints.save(step, run.settings(), parts);
    } catch (DivergenceException e) {
      throw diverged(step, String.valueOf(e.getMessage()));
    }
    savedStep = step;
    listener.saved(step, checkpoint);
  }

  /// Pictures are for people: where one cannot be drawn or written, the training goes on.
  private void sample(long step, RunRecord log) {
    try (Scope _ = Scope.open();
        Autograd.Mode _ = Autograd.noGrad()) {
      Path png = created(run.samples()).resolve(checkpoints.of(step).getFileName() + ".png");
      if (training.sample(step, png)) {
        log.sample(step, png);
      }
    } catch (InputException | EnvironmentException e) {
      listener.warning(String.valueOf(e.getMessage()));
    }
  }

  private void plot(long step, RunRecord log) {
    try {
      log.plot(step, training::plots);
    } catch (EnvironmentException e) {
      listener.warning(String.valueOf(e.getMessage()));
    }
  }

  private void export() {
    try (Scope _ = Scope.open()) {
      training.export(created(run.export()));
    }
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot make the folder " + folder + ": " + WriteFailure.reason(e, folder), e);
    }
  }

  private DivergenceException diverged(long step, String what) {
    listener.remark(
        "step "
            + step
            + ": "
            + what
            + "; taking the steps since the last checkpoint again to find the layer it began in");
    String place =
        new Replay<>(training, source, parts, device, () -> stopRequested)
            .firstNonFinite(checkpoints, savedStep, step);
    return new DivergenceException(
        step,
        "training stopped at step %d: %s; %s; %s is from before that: lower the learning rate or look at the data of this step"
            .formatted(step, what, place, checkpoints.of(savedStep)));
  }
}

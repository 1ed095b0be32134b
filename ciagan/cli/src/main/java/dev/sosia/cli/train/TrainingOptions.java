package dev.sosia.cli.train;

import dev.sosia.engine.error.InputException;
import dev.sosia.trainer.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/// The options of every training.
final class TrainingOptions {
  /// Where in `config.json` the settings are.
  static final String SETTINGS = "settings";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "RUN",
      description = "Folder of the run: settings, metrics, checkpoints, samples, weights.")
  private Path out = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "What to learn from (with --resume: what the run learns from).")
  private @Nullable String data;

  @Option(names = "--recipe", paramLabel = "NAME", description = "Settings to begin with.")
  private @Nullable String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one setting of the recipe; any number of times.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE.json",
      description = "Changes settings by an object {\"key\": value}, or a run's config.json.")
  private @Nullable Path config;

  @Option(names = "--steps", paramLabel = "N", description = "Trains until step N.")
  private @Nullable Long steps;

  @Option(names = "--epochs", paramLabel = "N", description = "Trains for N times all data.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "The same as --set batch=N.")
  private @Nullable String batch;

  @Option(names = "--size", paramLabel = "N", description = "The same as --set img_size=N.")
  private @Nullable String size;

  @Option(names = "--resume", description = "Continues RUN from its newest checkpoint.")
  private boolean resume;

  @Option(
      names = "--save-every",
      paramLabel = "N",
      description = "Steps from one checkpoint and sample sheet to the next (default: 500).")
  private @Nullable Long saveEvery;

  @Option(
      names = "--keep",
      paramLabel = "K",
      description = "How many checkpoints stay (default: 3).")
  private @Nullable Integer keep;

  Path out() {
    return out;
  }

  boolean resume() {
    return resume;
  }

  @Nullable String data() {
    return data;
  }

  @Nullable String recipe() {
    return recipe;
  }

  /// What a run in progress was begun with: its `config.json`.
  ///
  /// @throws InputException if there is none
  Map<String, Object> begunWith() {
    Path file = out.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "there is no run in " + out + " to resume: it has no config.json; leave --resume out");
    }
    return object(file);
  }

  /// The settings that are to be changed, later ones over earlier: `--config`, `--set`, `--batch`
  /// and `--size`.
  SequencedMap<String, Object> changes() {
    SequencedMap<String, Object> changes = new LinkedHashMap<>();
    if (config != null) {
      Map<String, Object> file = object(config);
      changes.putAll(file.get(SETTINGS) instanceof Map<?, ?> inner ? named(inner) : file);
    }
    for (String pair : set) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new InputException("--set takes KEY=VALUE: '" + pair + "' is none");
      }
      changes.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
    }
    if (batch != null) {
      changes.put("batch", batch);
    }
    if (size != null) {
      changes.put("img_size", size);
    }
    return changes;
  }

  /// The settings in a run's `config.json`.
  static Map<String, Object> settings(Map<String, Object> config) {
    return config.get(SETTINGS) instanceof Map<?, ?> inner ? named(inner) : Map.of();
  }

  private static SequencedMap<String, Object> named(Map<?, ?> object) {
    SequencedMap<String, Object> named = new LinkedHashMap<>();
    object.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  private static Map<String, Object> object(Path file) {
    try {
      return JSON.std.mapFrom(Files.readString(file));
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new InputException(
          file + " is no JSON object of settings: " + e.getOriginalMessage(), e);
    }
  }

  /// How long to train and how often to write.
  ///
  /// @param stepsPerEpoch of the data
  /// @param recipesEpochs how long, if nothing is said
  /// @param before the run's `config.json` where it is resumed, else empty
  Plan plan(long stepsPerEpoch, int recipesEpochs, Map<String, Object> before) {
    if (steps != null && epochs != null) {
      throw new InputException("say how long to train by --steps or by --epochs, not by both");
    }
    long last;
    if (steps != null) {
      last = steps;
    } else if (epochs != null) {
      last = epochs * stepsPerEpoch;
    } else {
      last = number(before, "steps", recipesEpochs * stepsPerEpoch);
    }
    Plan usual = Plan.of(last);
    long every =
        saveEvery == null ? number(before, "checkpoint_every", usual.checkpointEvery()) : saveEvery;
    long kept = keep == null ? number(before, "keep", usual.keep()) : keep;
    return new Plan(last, every, Math.toIntExact(kept), usual.watchEvery(), every, usual.loaders());
  }

  private static long number(Map<String, Object> before, String name, long otherwise) {
    return before.get(name) instanceof Number n ? n.longValue() : otherwise;
  }
}

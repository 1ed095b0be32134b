package dev.sosia.trainer;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.io.WriteFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Where a run writes: `config.json`, `metrics.jsonl`, `events/`, `checkpoints/`, `samples/`,
/// `loss.png`, `export/`. Open in one process at a time.
public final class RunFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path folder;
  private final SequencedMap<String, Object> settings;
  private final boolean resumed;
  private final FileChannel lock;

  private RunFolder(
      Path folder, SequencedMap<String, Object> settings, boolean resumed, FileChannel lock) {
    this.folder = folder;
    this.settings = settings;
    this.resumed = resumed;
    this.lock = lock;
  }

  /// A new run in `folder`, which does not exist or is empty.
  ///
  /// @param settings all that decides what is learnt, of JSON's types: `config.json` holds them,
  ///   and `plan` after them
  /// @throws InputException if there is something in the folder, or another process is at work
  ///   there
  /// @throws EnvironmentException if the machine refuses to write
  public static RunFolder create(Path folder, Map<String, ?> settings, Plan plan) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + " is a file: name a new folder for the run");
    }
    boolean ok = false;
    FileChannel lock = lock(folder);
    try {
      if (Files.exists(folder.resolve("config.json"))) {
        throw new InputException(
            folder + " holds a run already: continue it with --resume, or name a new folder");
      }
      if (!Folders.entries(folder, n -> !n.equals(LOCK) && !isLeftover(n)).isEmpty()) {
        throw new InputException(folder + " is not empty: name a new folder for the run");
      }
      SequencedMap<String, Object> all = Settings.normalised(settings, plan);
      RunFolder run = new RunFolder(folder, all, false, lock);
      run.deleteLeftovers();
      AtomicFile.writeString(run.config(), Json.pretty(all));
      ok = true;
      return run;
    } catch (IOException e) {
      throw refused(folder, e);
    } finally {
      closeUnless(ok, lock);
    }
  }

  /// The run in `folder`, to be continued. What killed processes left under temporary names is
  /// deleted.
  ///
  /// @param settings as in [#create]: all must be what they were, but for those of the `plan`
  /// @throws InputException naming each setting that is not what it was, or if there is no run, or
  ///   another process is at work there
  /// @throws EnvironmentException if the machine refuses to write
  public static RunFolder resume(Path folder, Map<String, ?> settings, Plan plan) {
    Path config = folder.resolve("config.json");
    if (!Files.isRegularFile(config)) {
      throw new InputException(
          "there is no run in " + folder + " to resume: it has no config.json");
    }
    boolean ok = false;
    FileChannel lock = lock(folder);
    try {
      SequencedMap<String, Object> before =
          Json.parse(Files.readString(config))
              .orElseThrow(() -> new InputException(config + " is damaged: no JSON object"));
      SequencedMap<String, Object> now = Settings.normalised(settings, plan);
      List<String> changed = Settings.changed(before, now);
      if (!changed.isEmpty()) {
        throw new InputException(
            folder
                + " cannot be resumed with other settings: "
                + String.join("; ", changed)
                + "; leave them as they were, or begin a new run");
      }
      RunFolder run = new RunFolder(folder, now, true, lock);
      run.deleteLeftovers();
      if (!before.equals(now)) {
        AtomicFile.writeString(config, Json.pretty(now));
      }
      ok = true;
      return run;
    } catch (IOException e) {
      throw refused(folder, e);
    } finally {
      closeUnless(ok, lock);
    }
  }

  private static FileChannel lock(Path folder) {
    boolean locked = false;
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        locked = channel.tryLock() != null;
      } catch (OverlappingFileLockException _) {
        locked = false; // by this process
      } finally {
        closeUnless(locked, channel);
      }
      if (locked) {
        return channel;
      }
    } catch (IOException e) {
      throw refused(folder, e);
    }
    throw new InputException(
        "another training is at work in " + folder + ": wait for it, or name another folder");
  }

  private static EnvironmentException refused(Path folder, IOException e) {
    return new EnvironmentException(
        "cannot use " + folder + " for a run: " + WriteFailure.reason(e, folder), e);
  }

  private static void closeUnless(boolean ok, FileChannel lock) {
    if (!ok) {
      try {
        lock.close();
      } catch (IOException _) {
        return; // it ends with the process
      }
    }
  }

  private void deleteLeftovers() throws IOException {
    for (Path place : List.of(folder, samples(), export())) {
      for (Path p : Folders.entries(place, RunFolder::isLeftover)) {
        Files.deleteIfExists(p);
      }
    }
  }

  /// Whether this is the name of a file that was being written when a process was killed.
  private static boolean isLeftover(String name) {
    return name.startsWith(".sosia-") && name.endsWith(".tmp");
  }

  /// Whether this continues a run.
  public boolean resumed() {
    return resumed;
  }

  /// What `config.json` holds of what decides what is learnt: all but the plan.
  public SequencedMap<String, Object> settings() {
    return Settings.withoutPlan(settings);
  }

  public Path folder() {
    return folder;
  }

  public Path config() {
    return folder.resolve("config.json");
  }

  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  public Path events() {
    return folder.resolve("events");
  }

  public Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  public Path samples() {
    return folder.resolve("samples");
  }

  public Path lossPlot() {
    return folder.resolve("loss.png");
  }

  public Path export() {
    return folder.resolve("export");
  }

  /// Lets other processes in.
  @Override
  public void close() {
    closeUnless(false, lock);
  }
}

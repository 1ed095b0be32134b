package dev.sosia.trainer;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.WriteFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The checkpoints of a run, a folder each: `step-000500` is the state after step 500.
///
/// | file | holds |
/// |---|---|
/// | `PART.safetensors` | a network's state dict |
/// | `PART.optimizer.safetensors` | what its optimiser remembers, see below |
/// | `state.json` | step, settings, learning rates |
/// | `SHA256SUMS` | the hash of each of these, for `sha256sum -c` |
///
/// An optimiser's tensors are `PARAMETER.BUFFER` (`conv.weight.exp_avg`) and `PARAMETER.step`.
/// There is no state of a random generator, since all randomness is a function of seed and step.
///
/// **Saving** happens in a folder with a hidden name. Every file and the folder are forced to the
/// disk before it is renamed, and the rename is forced too; then all files are read again and
/// compared with the hashes of what was to be written. Only then are older checkpoints deleted. A
/// process may be killed at any moment: what is called `step-N` is whole.
public final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("step-(\\d{6,18})");

  private final Path folder;
  private final int keep;
  private final CheckpointFiles.Disk disk;

  /// The checkpoints in `folder`, which need not exist yet; the last `keep` stay.
  public Checkpoints(Path folder, int keep) {
    this(
        folder,
        keep,
        file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  Checkpoints(Path folder, int keep, CheckpointFiles.Disk disk) {
    this.folder = folder;
    this.keep = keep;
    this.disk = disk;
  }

  /// Where the checkpoint of `step` is or would be.
  public Path of(long step) {
    return folder.resolve(String.format(Locale.ROOT, "step-%06d", step));
  }

  /// The steps of the checkpoints that are here, whole or not, the oldest first.
  ///
  /// @throws EnvironmentException if the folder cannot be read
  public List<Long> steps() {
    try {
      List<Long> steps = new ArrayList<>();
      for (Path p : Folders.entries(folder, n -> NAME.matcher(n).matches())) {
        Matcher m = NAME.matcher(p.getFileName().toString());
        if (m.matches()) {
          steps.add(Long.parseLong(m.group(1)));
        }
      }
      steps.sort(null);
      return steps;
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Deletes what killed processes have left under temporary names. Nobody may be saving here.
  ///
  /// @throws EnvironmentException if the machine refuses
  public void deleteLeftovers() {
    try {
      for (Path p : Folders.entries(folder, n -> n.startsWith(".step-") && n.endsWith(".tmp"))) {
        Folders.delete(p);
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  // ---- saving

  /// Saves the state after `step`. When this returns, it is on the disk and was read back.
  ///
  /// @param settings of the run, kept in `state.json`
  /// @return the checkpoint's folder
  /// @throws DivergenceException naming a tensor with a value that is not finite; nothing is saved
  /// @throws EnvironmentException if the machine refuses; older checkpoints are as they were
  public Path save(long step, Map<String, ?> settings, List<Part> parts) {
    Path target = of(step);
    Path unfinished = hidden(target);
    try {
      Files.createDirectories(folder);
      Files.createDirectory(unfinished);
      SequencedMap<String, String> sums =
          CheckpointFiles.write(unfinished, step, settings, parts, disk);
      Folders.force(unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(folder);
      readBack(target, sums);
      prune();
      return target;
    } catch (IOException e) {
      throw cannotWrite(target, e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private static Path hidden(Path target) {
    return target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID() + ".tmp");
  }

  private static void readBack(Path checkpoint, Map<String, String> sums) throws IOException {
    for (Map.Entry<String, String> file : sums.entrySet()) {
      Path path = checkpoint.resolve(file.getKey());
      if (!readsAs(path, file.getValue())) {
        discard(checkpoint);
        throw new EnvironmentException(
            path
                + " reads back otherwise than it was written: the disk or the memory is defective;"
                + " this checkpoint was deleted, older ones are as they were");
      }
    }
  }

  private static boolean readsAs(Path file, String sum) {
    try {
      return DigestChannel.hash(file).equals(sum);
    } catch (IOException _) {
      return false; // a sector that cannot be read
    }
  }

  /// Deletes all but the last [#keep].
  private void prune() throws IOException {
    List<Long> steps = steps();
    for (long step : steps.subList(0, Math.max(0, steps.size() - keep))) {
      discard(of(step));
    }
  }

  /// Deletes a checkpoint under a hidden name, so that none is ever seen in part.
  private static void discard(Path checkpoint) throws IOException {
    Path leaving = hidden(checkpoint);
    Files.move(checkpoint, leaving, StandardCopyOption.ATOMIC_MOVE);
    Folders.delete(leaving);
  }

  private static EnvironmentException cannotWrite(Path target, IOException e) {
    return new EnvironmentException(
        "cannot write "
            + target
            + ": "
            + WriteFailure.reason(e, target)
            + "; older checkpoints are as they were",
        e);
  }

  private static void deleteQuietly(Path unfinished) {
    try {
      Folders.delete(unfinished);
    } catch (IOException _) {
      return; // the error that led here is the one to tell, and the next start deletes it
    }
  }

  // ---- going on

  /// Gives the parts the state of the newest checkpoint that is whole. One that is not is told to
  /// `warnings` by name and moved aside, to `step-N.damaged`.
  ///
  /// @return its step, or nothing if there is no checkpoint at all
  /// @throws InputException if there are checkpoints but none is whole, or it is not of these parts
  /// @throws EnvironmentException if the machine refuses to read
  public OptionalLong restoreNewest(List<Part> parts, Consumer<String> warnings) {
    SequencedMap<Path, String> damages = new LinkedHashMap<>();
    for (long step : steps().reversed()) {
      String damage = CheckpointFiles.damage(of(step));
      if (damage.isEmpty()) {
        CheckpointFiles.restore(of(step), parts);
        damages.forEach(
            (damaged, what) -> {
              setAside(damaged);
              warnings.accept(
                  what + "; it is now called .damaged, and the run goes on from step " + step);
            });
        return OptionalLong.of(step);
      }
      damages.put(of(step), damage);
    }
    if (!damages.isEmpty()) {
      throw new InputException(
          "no checkpoint is whole: " + String.join("; ", damages.values()) + "; begin a new run");
    }
    return OptionalLong.empty();
  }

  private static void setAside(Path damaged) {
    Path aside = damaged.resolveSibling(damaged.getFileName() + ".damaged");
    try {
      Folders.delete(aside);
      Files.move(damaged, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw cannotWrite(aside, e);
    }
  }

  /// Gives the parts the state after `step`.
  ///
  /// @throws InputException if the checkpoint is not whole, or not of these parts
  public void restore(long step, List<Part> parts) {
    Path checkpoint = of(step);
    String damage = CheckpointFiles.damage(checkpoint);
    if (!damage.isEmpty()) {
      throw new InputException(damage);
    }
    CheckpointFiles.restore(checkpoint, parts);
  }
}

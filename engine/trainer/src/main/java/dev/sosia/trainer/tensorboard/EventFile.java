package dev.sosia.trainer.tensorboard;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.WriteFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/// A file of events that TensorBoard finds in its folder. Each event is with the operating system
/// when the method that adds it returns.
public final class EventFile implements AutoCloseable {
  private static final String VERSION = "brain.Event:2";

  private final Path file;
  private final FileChannel out;

  private EventFile(Path file, FileChannel out) {
    this.file = file;
    this.out = out;
  }

  /// Begins a file in `folder`, which is made if it does not exist; others there stay as they are.
  /// If `firstStep` is not the first, TensorBoard is told to forget what earlier files say of it
  /// and of later steps: a run that was interrupted took them again.
  ///
  /// @param firstStep the first step there will be an event of, from 1
  /// @throws EnvironmentException if the machine refuses
  public static EventFile create(Path folder, long firstStep) {
    try {
      Files.createDirectories(folder);
      EventFile events = open(folder);
      events.add(Event.version(now(), VERSION));
      if (firstStep > 1) {
        events.add(Event.restart(now(), firstStep));
      }
      return events;
    } catch (IOException e) {
      throw failure(folder, folder, e);
    }
  }

  /// The usual name, with the number after the process's raised until it is new.
  private static EventFile open(Path folder) throws IOException {
    long seconds = System.currentTimeMillis() / 1000;
    long process = ProcessHandle.current().pid();
    Path file;
    int number = 0;
    do {
      file =
          folder.resolve(
              String.format(
                  Locale.ROOT,
                  "events.out.tfevents.%010d.sosia.%d.%d",
                  seconds,
                  process,
                  number++));
    } while (Files.exists(file));
    return new EventFile(
        file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /// Numbers of one step by name; those that are not finite too, which TensorBoard marks.
  ///
  /// @throws EnvironmentException if the machine refuses
  public void scalars(long step, Map<String, Double> values) {
    add(Event.scalars(now(), step, values));
  }

  /// A picture of one step.
  ///
  /// @param png a whole PNG file
  /// @throws EnvironmentException if the machine refuses
  public void image(long step, String name, byte[] png) {
    add(Event.image(now(), step, name, png));
  }

  private void add(byte[] event) {
    ByteBuffer record = Records.frame(event);
    try {
      while (record.hasRemaining()) {
        out.write(record);
      }
    } catch (IOException e) {
      throw failure(file, file.resolveSibling(""), e);
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  private static EnvironmentException failure(Path what, Path folder, IOException e) {
    return new EnvironmentException(
        "cannot write " + what + ": " + WriteFailure.reason(e, folder), e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failure(file, file.resolveSibling(""), e);
    }
  }
}

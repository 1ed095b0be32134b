package dev.sosia.ciagan.anonymize;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.io.Sha256;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Anonymizes a folder in CIAGAN's layout: `OUT/ID/NAME.png` (or `.jpg`) for each picture, and
/// `OUT/audit.jsonl`. A picture that cannot be read or drawn is recorded as failed; the others go
/// on.
public final class PreparedRun {
  /// Pictures decoded ahead of the generator.
  private static final int AHEAD = 8;

  /// Rows on a contact sheet: what fits a screen or two.
  private static final int SHEET_ROWS = 30;

  private final FaceReplacement replacement;
  private final Settings settings;

  /// What is asked for.
  ///
  /// @param seed what was drawn was drawn from it, for the audit
  /// @param format `png` or `jpg`
  /// @param quality of JPEG, 1 to 100
  public record Settings(
      Path out, long seed, String format, int quality, boolean sheet, boolean overwrite) {}

  /// How many pictures were replaced and how many failed.
  public record Outcome(int replaced, int failed) {}

  public PreparedRun(FaceReplacement replacement, Settings settings) {
    this.replacement = replacement;
    this.settings = settings;
  }

  /// Anonymizes every picture of `data`; `each` is called after each one.
  ///
  /// @throws InputException before anything is written, if results exist and may not be replaced
  public Outcome run(FaceData data, Runnable each) throws IOException {
    List<PictureId> pictures = data.pictures();
    refuseToOverwrite(pictures);
    Files.createDirectories(settings.out());
    SampleLoader loader = new SampleLoader(data, replacement.size());
    List<ContactSheet.Cell> cells = new ArrayList<>();
    int failed = 0;
    try (ExecutorService decoder = Executors.newSingleThreadExecutor();
        AuditLog audit = new AuditLog(settings.out())) {
      Deque<Future<Sample>> ahead = new ArrayDeque<>();
      for (int i = 0; i < pictures.size(); i++) {
        for (int k = i + ahead.size(); k < Math.min(i + AHEAD, pictures.size()); k++) {
          PictureId next = pictures.get(k);
          ahead.add(decoder.submit(() -> loader.load(next, null)));
        }
        AuditLog.Entry entry = one(data, pictures.get(i), i, ahead.remove(), cells);
        audit.add(entry);
        failed += entry.outcome().equals("failed") ? 1 : 0;
        each.run();
      }
    }
    if (settings.sheet() && !cells.isEmpty()) {
      ContactSheet sheet =
          new ContactSheet(
              4, List.of("face", "landmarks", "without face", "anonymized"), replacement.size());
      PictureWriter.write(settings.out().resolve("sheet.png"), sheet.compose(cells));
    }
    return new Outcome(pictures.size() - failed, failed);
  }

  private AuditLog.Entry one(
      FaceData data, PictureId id, int index, Future<Sample> loading, List<ContactSheet.Cell> cells)
      throws IOException {
    String input = data.source(id);
    String identity = replacement.identity(id, index);
    long started = System.nanoTime();
    try {
      Sample sample = loading.get();
      Picture result = replacement.replace(sample, index);
      byte[] file =
          settings.format().equals("png")
              ? PictureWriter.png(result)
              : PictureWriter.jpeg(result, settings.quality());
      Path output = output(id);
      Files.createDirectories(settings.out().resolve(Integer.toString(id.identity())));
      AtomicFile.writeBytes(output, file);
      if (cells.size() < 4 * SHEET_ROWS) {
        addToSheet(cells, id, sample, result);
      }
      String relative = settings.out().relativize(output).toString();
      return entry(input, relative, Sha256.hex(file), identity, "replaced", "", started);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputException bad) {
        String reason = String.valueOf(bad.getMessage());
        return entry(input, null, null, identity, "failed", reason, started);
      }
      throw new IllegalStateException("decoding " + input, e.getCause());
    }
  }

  private AuditLog.Entry entry(
      String input,
      @Nullable String output,
      @Nullable String sha256,
      @Nullable String identity,
      String outcome,
      String reason,
      long started) {
    return new AuditLog.Entry(
        input,
        output,
        sha256,
        identity,
        replacement.method(),
        replacement.weightsSha256(),
        settings.seed(),
        outcome,
        reason,
        (System.nanoTime() - started) * 1e-6);
  }

  private static void addToSheet(
      List<ContactSheet.Cell> cells, PictureId id, Sample sample, Picture result) {
    cells.add(new ContactSheet.Cell(sample.face().toPicture(), id.toString()));
    cells.add(new ContactSheet.Cell(sample.landmarks().toPicture(), ""));
    cells.add(new ContactSheet.Cell(sample.withoutFace().toPicture(), ""));
    cells.add(new ContactSheet.Cell(result, ""));
  }

  private void refuseToOverwrite(List<PictureId> pictures) {
    if (settings.overwrite()) {
      return;
    }
    for (PictureId id : pictures) {
      if (Files.exists(output(id))) {
        throw new InputException(output(id) + " exists: choose another --out, or say --overwrite");
      }
    }
    if (Files.exists(settings.out().resolve("audit.jsonl"))) {
      throw new InputException(
          settings.out().resolve("audit.jsonl")
              + " exists: choose another --out, or say --overwrite");
    }
  }

  private Path output(PictureId id) {
    String name = id.fileName().replaceFirst("\\.[^.]*$", "") + "." + settings.format();
    return settings.out().resolve(Integer.toString(id.identity())).resolve(name);
  }
}

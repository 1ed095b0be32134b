package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sosia.ciagan.data.CiaganFolder;
import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.engine.tensor.Device;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymizeCommandTest {
  @TempDir private Path folder;

  private Path prepared(int identities, int pictures) throws IOException {
    Path data = folder.resolve("prepared faces");
    FaceData people = FaceData.open("toyfaces:ids=%d,per-id=%d".formatted(identities, pictures));
    for (int id = 0; id < identities; id++) {
      for (int k = 1; k <= pictures; k++) {
        PreparedFace face = people.load(new PictureId(id, k - 1));
        String name = "%06d.jpg".formatted(k);
        write(data.resolve("clr/" + id), name, face.face());
        write(data.resolve("lndm/" + id), name, face.landmarks());
        write(data.resolve("msk/" + id), name, face.mask());
      }
    }
    return data;
  }

  private static void write(Path where, String name, Picture picture) throws IOException {
    Files.createDirectories(where);
    PictureWriter.write(where.resolve(name), picture);
  }

  private static Captured run(Path data, Path out, String... more) {
    String[] line = {
      "anonymize",
      "--prepared",
      data.toString(),
      "--out",
      out.toString(),
      "--weights",
      "random",
      "--size",
      "64"
    };
    String[] all = new String[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return Captured.run(all);
  }

  /// The masked region is replaced, and nothing else is: pixels outside are those of the
  /// preprocessed face, bit for bit.
  private static void outsideOfTheMaskNothingChanges(Path data, Path out) {
    CiaganFolder in = CiaganFolder.open(data);
    SampleLoader loader = new SampleLoader(in, 64);
    for (PictureId id : in.pictures()) {
      Sample sample = loader.load(id, null);
      Picture face = sample.face().toPicture();
      String name = id.fileName().replace(".jpg", ".png");
      Picture made =
          new PictureReader().read(out.resolve(Integer.toString(id.identity())).resolve(name));
      int changed = 0;
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 64; x++) {
          boolean inside = sample.mask().at(0, y, x) == 1;
          for (int c = 0; c < 3; c++) {
            if (inside) {
              changed += made.at(x, y, c) != face.at(x, y, c) ? 1 : 0;
            } else {
              assertThat(made.at(x, y, c)).as("%s at %d, %d", id, x, y).isEqualTo(face.at(x, y, c));
            }
          }
        }
      }
      assertThat(changed).as("changed values of %s", id).isGreaterThan(500);
    }
  }

  @Test
  void replacesTheMaskedRegionAndNothingElse() throws IOException {
    Path data = prepared(2, 2);
    Path out = folder.resolve("out");
    Captured c = run(data, out, "--sheet");
    assertThat(c.code()).as(c.err()).isZero();
    outsideOfTheMaskNothingChanges(data, out);
    assertThat(out.resolve("sheet.png")).isRegularFile();
    List<String> audit = Files.readAllLines(out.resolve("audit.jsonl"));
    assertThat(audit)
        .hasSize(4)
        .allSatisfy(l -> assertThat(l).contains("\"outcome\":\"replaced\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mask", "pixelate:blocks=8", "blur", "noise", "k-same:k=2"})
  void simpleMethodsDoTheSame(String method) throws IOException {
    Path data = prepared(2, 2);
    Path out = folder.resolve("out");
    Captured c = simple(data, out, "--method", method, "--size", "64", "--sheet", "--seed", "3");
    assertThat(c.code()).as(c.err()).isZero();
    outsideOfTheMaskNothingChanges(data, out);
    assertThat(out.resolve("sheet.png")).isRegularFile();
    assertThat(Files.readAllLines(out.resolve("audit.jsonl")))
        .hasSize(4)
        .allSatisfy(
            l ->
                assertThat(l)
                    .contains("\"outcome\":\"replaced\"", "\"method\":\"" + method + "\"")
                    .contains("\"identity\":null", "\"weights_sha256\":null", "\"seed\":3"));
  }

  @Test
  void simpleMethodsTakeNothingOfTheGeneratorsAndFailAsIt() throws IOException {
    Path data = prepared(2, 2);
    Path out = folder.resolve("out");
    Captured weights = simple(data, out, "--method", "blur", "--weights", "random");
    assertThat(weights.code()).isEqualTo(2);
    assertThat(weights.err()).contains("--weights goes with --method ciagan");
    assertThat(simple(data, out, "--method", "blur", "--identity", "3").code()).isEqualTo(2);
    assertThat(simple(data, out, "--method", "blur", "--size", "4").code()).isEqualTo(2);
    Captured few = simple(data, out, "--method", "k-same");
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err()).contains("stand for 5 people");
    assertThat(simple(data, out, "--method", "pixelates").err()).contains("mean 'pixelate'");
    assertThat(out).doesNotExist();
    Files.write(data.resolve("clr/0/000001.jpg"), new byte[] {1, 2, 3});
    assertThat(simple(data, out, "--method", "k-same:k=2").code()).isEqualTo(1);
    List<String> audit = Files.readAllLines(out.resolve("audit.jsonl"));
    assertThat(audit.getFirst()).contains("\"outcome\":\"failed\"").contains("000001.jpg");
    assertThat(audit).hasSize(4);
    assertThat(out.resolve("0/000002.png")).isRegularFile();
  }

  private static Captured simple(Path data, Path out, String... more) {
    String[] line = {"anonymize", "--prepared", data.toString(), "--out", out.toString()};
    String[] all = new String[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return Captured.run(all);
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    Path data = prepared(1, 1);
    run(data, folder.resolve("a"), "--identity", "random", "--seed", "5");
    run(data, folder.resolve("b"), "--identity", "random", "--seed", "5");
    assertThat(folder.resolve("a/0/000001.png"))
        .hasSameBinaryContentAs(folder.resolve("b/0/000001.png"));
  }

  @Test
  void existingResultsStay() throws IOException {
    Path data = prepared(1, 1);
    Path out = folder.resolve("out");
    assertThat(run(data, out).code()).isZero();
    Captured again = run(data, out);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("--overwrite");
    assertThat(run(data, out, "--overwrite").code()).isZero();
  }

  @Test
  void aPictureThatCannotBeReadIsRecordedAndTheOthersGoOn() throws IOException {
    Path data = prepared(1, 2);
    Files.write(data.resolve("clr/0/000001.jpg"), new byte[] {1, 2, 3});
    Path out = folder.resolve("out");
    Captured c = run(data, out);
    assertThat(c.code()).isEqualTo(1);
    List<String> audit = Files.readAllLines(out.resolve("audit.jsonl"));
    assertThat(audit.getFirst()).contains("\"outcome\":\"failed\"").contains("000001.jpg");
    assertThat(audit.get(1)).contains("\"outcome\":\"replaced\"");
    assertThat(out.resolve("0/000001.png")).doesNotExist();
  }

  @Test
  void badIdentitiesAndFoldersAreRefusedBeforeAnythingIsWritten() throws IOException {
    Path data = prepared(1, 1);
    Path out = folder.resolve("out");
    assertThat(run(data, out, "--identity", "1200").code()).isEqualTo(2);
    assertThat(run(folder.resolve("nowhere"), out).code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void theCelebaSampleKeepsItsSurroundings() {
    Path shared = Path.of(System.getProperty("sosia.shared", "../shared"));
    Path data = shared.resolve("data/celeba-sample");
    assumeTrue(Files.isDirectory(data), "the CelebA sample is not here");
    assumeTrue(
        Device.providers().stream()
            .anyMatch(p -> p.name().equals("cpu") && p.availability().available()),
        "150 pictures on the reference backend take minutes");
    Path out = folder.resolve("sample");
    assertThat(run(data, out, "--quiet").code()).isZero();
    assertThat(CiaganFolder.open(data).size()).isEqualTo(150);
    outsideOfTheMaskNothingChanges(data, out);
  }
}

package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.ciagan.data.CiaganFolder;
import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.landmarks.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareCommandTest {
  private static final String FEW = "toyfaces:ids=2,per-id=3,seed=4";

  @TempDir private Path folder;

  private Captured prepare(String input, Path out, String... more) {
    String[] line = {"prepare", input, "--out", out.toString()};
    String[] all = new String[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return Captured.run(all);
  }

  @Test
  void drawnPeopleAreReadBackAsTheyAre() {
    Path out = folder.resolve("drawn people");
    Captured run = prepare(FEW, out);
    assertThat(run.code()).as(run.err()).isEqualTo(0);
    assertThat(run.out()).contains("6 pictures prepared");
    CiaganFolder read = CiaganFolder.open(out);
    FaceData drawn = FaceData.open(FEW);
    assertThat(read.pictures()).isEqualTo(drawn.pictures());
    for (PictureId id : read.pictures()) {
      PreparedFace a = read.load(id);
      PreparedFace b = drawn.load(id);
      assertThat(difference(a.face(), b.face())).isLessThan(2.5);
      assertThat(difference(a.mask(), b.mask())).isLessThan(2);
      assertThat(difference(a.landmarks(), b.landmarks())).isLessThan(2);
    }
  }

  private static double difference(Picture a, Picture b) {
    assertThat(a.data()).hasSameSizeAs(b.data());
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.abs((a.data()[i] & 255) - (b.data()[i] & 255));
    }
    return sum / a.data().length;
  }

  @Test
  void theSameCommandGoesOnAndAnotherIsRefused() throws IOException {
    Path out = folder.resolve("data");
    assertThat(prepare(FEW, out).code()).isEqualTo(0);
    Path lost = out.resolve("lndm/1/000002.jpg");
    Files.delete(lost);
    Captured again = prepare(FEW, out);
    assertThat(again.out()).contains("1 pictures prepared, 5 were there already");
    assertThat(lost).exists();
    Captured other = prepare("toyfaces:ids=1,per-id=2", out);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("was prepared from toyfaces:ids=2,per-id=3,seed=4");
    Path own = Files.writeString(out.resolve("notes.txt"), "mine");
    assertThat(prepare("toyfaces:ids=1,per-id=2", out, "--overwrite").code()).isEqualTo(0);
    assertThat(CiaganFolder.open(out).size()).isEqualTo(2);
    assertThat(own).hasContent("mine");
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
    Path out = Files.createDirectories(folder.resolve("full"));
    Files.writeString(out.resolve("thesis.tex"), "months of work");
    Captured run = prepare(FEW, out, "--overwrite");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("is not empty and was not made by prepare");
    assertThat(out.resolve("clr")).doesNotExist();
  }

  /// Drawn people in CelebA's layout, as a user's CelebA would come.
  private Path celeba() {
    Path celeba = folder.resolve("celeba");
    Captured run = prepare("toyfaces:ids=2,per-id=30,size=89x109", celeba, "--layout", "celeba");
    assertThat(run.code()).as(run.err()).isEqualTo(0);
    return celeba;
  }

  @Test
  void celebaIsImported() throws IOException {
    Path celeba = celeba();
    String list = celeba.resolve("identity_CelebA.txt").toString();
    String points = celeba.resolve("points.jsonl").toString();
    Path out = folder.resolve("prepared");
    Files.write(celeba.resolve("img_align_celeba/000031.jpg"), new byte[] {1, 2, 3});
    Captured run = prepare(celeba.toString(), out, "--identities", list, "--points", points);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("000031.jpg");
    assertThat(run.out()).contains("59 pictures prepared, 1 failed");
    CiaganFolder read = CiaganFolder.open(out);
    assertThat(read.pictures(0)).hasSize(30);
    assertThat(read.pictures(1)).hasSize(29).contains(new PictureId(1, 32));
    assertThat(Files.readAllLines(out.resolve("identities.txt"))).containsExactly("0 1", "1 2");
    FaceData drawn = FaceData.open("toyfaces:ids=2,per-id=30,size=89x109");
    for (int number : List.of(1, 17, 30)) {
      PreparedFace a = read.load(new PictureId(0, number));
      PreparedFace b = drawn.load(new PictureId(0, number - 1));
      assertThat(difference(a.face(), b.face())).isLessThan(4);
      assertThat(difference(a.mask(), b.mask())).isLessThan(4);
    }
  }

  @Test
  void photosInFoldersAreImported() throws IOException {
    Path celeba = celeba().resolve("img_align_celeba");
    Path photos = folder.resolve("photos");
    Path ann = Files.createDirectories(photos.resolve("ann"));
    Path bob = Files.createDirectories(photos.resolve("bob"));
    Files.copy(celeba.resolve("000001.jpg"), ann.resolve("holiday.jpg"));
    Files.copy(celeba.resolve("000002.jpg"), ann.resolve("work.JPG"));
    Files.copy(celeba.resolve("000031.jpg"), bob.resolve("000012.jpg"));
    List<String> lines = Files.readAllLines(celeba.resolveSibling("points.jsonl"));
    Path points =
        Files.writeString(
            folder.resolve("points.jsonl"),
            lines.get(0).replace("000001.jpg", "ann/holiday.jpg")
                + "\n"
                + lines.get(30).replace("000031.jpg", "bob/000012.jpg"));
    Path out = folder.resolve("prepared");
    Captured run = prepare(photos.toString(), out, "--points", points.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(0);
    assertThat(run.err()).contains("left out: 1 of 3 photos");
    CiaganFolder read = CiaganFolder.open(out);
    assertThat(read.pictures()).containsExactly(new PictureId(0, 0), new PictureId(1, 12));
  }

  @Test
  void whatDoesNotGoTogetherIsSaid() throws IOException {
    Path out = folder.resolve("nothing");
    Path photos = Files.createDirectories(folder.resolve("photos"));
    String there = photos.toString();
    refused(prepare(there, out), "no face detector is built in yet", "--points FILE");
    refused(prepare(there, out, "--points", "p.jsonl"), "holds no photo");
    refused(prepare(there, out, "--layout", "rafdb"), "--layout rafdb is for drawn people");
    refused(prepare(there, out, "--legit", "l.npy"), "--legit needs --identities");
    refused(prepare(there, out, "--points", "p", "--most", "3"), "--most");
    refused(prepare("nowhere", out, "--points", "p"), "nowhere: there is no such folder");
    refused(prepare("toyfaces:idz=3", out), "did you mean 'ids'?");
    refused(prepare(FEW, out, "--points", "p"), "are for photos");
    assertThat(out).doesNotExist();
  }

  private static void refused(Captured run, String... message) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void jsonSaysWhatWasDone() {
    Captured run = prepare(FEW, folder.resolve("data"), "--json", "--layout", "affectnet");
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out()).contains("\"layout\"", "affectnet", "\"written\"", "6");
    assertThat(folder.resolve("data/train/0/000001.jpg")).exists();
  }
}

package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.demo.DemoExpressionWeights;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.weights.LayerState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class ExpressionCommandTest {
  @TempDir private Path folder;
  private Path pictures = Path.of("");

  @BeforeEach
  void twoPictures() throws IOException {
    pictures = Files.createDirectories(folder.resolve("some pictures/inner"));
    for (int i = 0; i < 2; i++) {
      byte[] noise = new byte[60 * 40 * 3];
      new Philox(i, 0).nextBytes(noise);
      PictureWriter.write(pictures.resolve("face " + i + ".png"), Picture.of(60, 40, 3, noise));
    }
  }

  /// A narrow network's weights that say nothing of themselves.
  private Path weights(int classes, boolean damaged) {
    Path file = folder.resolve("dan" + classes + damaged + ".pth");
    try (Device device = Device.open("reference", 1);
        Scope _ = Scope.open();
        Arena arena = Arena.ofConfined()) {
      Dan dan =
          new Dan(
              ParameterFactory.random(device, new Philox(1, 0)),
              new Dan.Config(classes, 2, 0.0625));
      if (damaged) {
        Tensor bias = Objects.requireNonNull(dan.stateDict().get("fc.bias"));
        bias.assign(device.fill(DType.F32, bias.shape(), Double.NaN));
      }
      LayerState.read(dan, arena).save(file, new LinkedHashMap<>());
    }
    return file;
  }

  private Captured read(String... more) {
    String[] line = new String[more.length + 4];
    line[0] = "expression";
    line[1] = folder.resolve("some pictures").toString();
    line[2] = "--size";
    line[3] = "64";
    System.arraycopy(more, 0, line, 4, more.length);
    return Captured.run(line);
  }

  @Test
  void theDemosNetworkIsUsedAndThatIsSaid() throws IOException {
    Captured read = read("--json");
    assertThat(read.code()).isZero();
    assertThat(read.err())
        .contains("no --weights: the demo's network", "drawn people only")
        .contains("each picture is taken as a face");
    List<Object> rows = JSON.std.listFrom(read.out());
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst())
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("input", "face", "label", "scores", "weights_sha256")
        .containsEntry("input", pictures.resolve("face 0.png").toString())
        .containsEntry("face", List.of(0, 0, 60, 40))
        .containsEntry("weights_sha256", DemoExpressionWeights.FILE.sha256())
        .satisfies(
            row ->
                assertThat(row.get("scores"))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsOnlyKeys(LabelOrder.RAFDB.names())
                    .containsKey(String.valueOf(row.get("label"))));
  }

  @Test
  void anOrderOfLabelsIsAskedForAndMustFit() {
    String seven = weights(7, false).toString();
    Captured unsaid = read("--weights", seven);
    assertThat(unsaid.code()).isEqualTo(2);
    assertThat(unsaid.err()).contains("7 classes", "--labels rafdb|affectnet7");
    assertThat(read("--weights", seven, "--labels", "affectnet7").out()).contains("Happy");
    assertThat(read("--weights", seven, "--labels", "rafdb").out()).contains("Happiness");

    String eight = weights(8, false).toString();
    Captured asSeven = read("--weights", eight, "--labels", "rafdb");
    assertThat(asSeven.code()).isEqualTo(2);
    assertThat(asSeven.err()).contains("has 8 classes, rafdb has 7");
    assertThat(read("--weights", eight, "--labels", "affectnet8").out()).contains("Contempt");
    assertThat(read("--labels", "fer2013").err()).contains("affectnet8");
    assertThat(read("--labels", "affectnet7").err()).contains("says that its labels are rafdb");
  }

  @Test
  void scoresThatAreNoNumbersAreAnError() {
    Captured damaged = read("--weights", weights(7, true).toString(), "--labels", "rafdb");
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err()).contains("face 0.png is NaN", "weights are damaged");
    assertThat(damaged.out()).isEmpty();
  }

  @Test
  void heatMapsAreWrittenOnce() throws IOException {
    Path maps = folder.resolve("maps");
    Captured read = read("--attention", maps.toString());
    assertThat(read.code()).isZero();
    assertThat(maps.resolve("0001-face 0.png")).exists();
    assertThat(maps.resolve("0002-face 1.png")).exists();
    assertThat(maps).isDirectoryContaining("glob:**/class-*.png");
    Picture sheet = new PictureReader().read(maps.resolve("sheet.png"));
    Picture one = new PictureReader().read(maps.resolve("0001-face 0.png"));
    assertThat(sheet.width()).isEqualTo(one.width());
    assertThat(sheet.height()).isGreaterThan(2 * one.height() - 100);
    Captured again = read("--attention", maps.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("exists", "--overwrite");
    assertThat(read("--attention", maps.toString(), "--overwrite").code()).isZero();
  }

  @Test
  void aPictureThatCannotBeReadIsToldAndTheOthersAre() throws IOException {
    Files.writeString(pictures.resolve("broken.png"), "no picture");
    Captured read = read();
    assertThat(read.code()).isEqualTo(1);
    assertThat(read.err()).contains("not read: ", "broken.png is neither a PNG nor a JPEG");
    assertThat(read.out().lines()).hasSize(2);
    Captured alone = Captured.run("expression", pictures.resolve("broken.png").toString());
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("broken.png is neither");
  }

  @Test
  void aNetworkIsMeasuredOnFacesWithLabels() throws IOException {
    String seven = weights(7, false).toString();
    String[] line = {
      "expression",
      "--evaluate",
      "toyfaces:ids=1,per-id=7,size=48x56",
      "--weights",
      seven,
      "--labels",
      "affectnet7",
      "--size",
      "32"
    };
    Captured text = Captured.run(line);
    assertThat(text.code()).isZero();
    assertThat(text.out())
        .contains(" of 7)", "balanced accuracy 0.", "moved by 2 pixels", "truth \\ said", "Happy");
    String[] json = Arrays.copyOf(line, line.length + 1);
    json[line.length] = "--json";
    assertThat(JSON.std.mapFrom(Captured.run(json).out()))
        .containsKeys("accuracy", "balanced_accuracy", "stable_under_shift", "confusion")
        .containsEntry("labels", "affectnet7");

    Captured both = Captured.run("expression", "x.png", "--evaluate", "toyfaces");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("--evaluate takes neither INPUT");
    Captured nowhere = Captured.run("expression", "--evaluate", folder.toString());
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("in no known layout");
  }

  /// People of another seed than those it was trained on. Two photos of each expression are few:
  /// what is asked is far above the 1 in 7 of chance, and below what was measured on many.
  @Test
  void theDemosNetworkReadsPeopleItNeverSaw() throws IOException {
    Captured read =
        Captured.run(
            "expression", "--evaluate", "toyfaces:ids=2,per-id=7,seed=77,size=178x218", "--json");
    assertThat(JSON.std.mapFrom(read.out()))
        .satisfies(
            document -> {
              for (String share : List.of("accuracy", "stable_under_shift")) {
                assertThat(document.get(share))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("of", 14)
                    .hasEntrySatisfying(
                        "hits", hits -> assertThat((Integer) hits).isGreaterThanOrEqualTo(11));
              }
            });
  }

  @Test
  void badUsageIsRefused() throws IOException {
    assertThat(Captured.run("expression").code()).isEqualTo(2);
    Captured none = Captured.run("expression", folder.resolve("nowhere.png").toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("nowhere.png: there is no such file");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(Captured.run("expression", empty.toString()).err()).contains("holds no .png");
    assertThat(read("--weights", pictures.resolve("face 0.png").toString()).code()).isEqualTo(2);
  }
}

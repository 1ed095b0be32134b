package dev.sosia.study.variant;

import dev.sosia.ciagan.anonymize.Anonymizer;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.ciagan.training.CiaganBatches;
import dev.sosia.ciagan.training.CiaganTraining;
import dev.sosia.ciagan.training.Recipe;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.Sha256;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.AlignedFace;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.measure.ResultMeasures;
import dev.sosia.trainer.Plan;
import dev.sosia.trainer.RecordSettings;
import dev.sosia.trainer.RunFolder;
import dev.sosia.trainer.Trainer;
import dev.sosia.trainer.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Trains a generator and has the judges look at what it makes of people whom it was not trained
/// on.
public final class VariantBench {
  /// The measure of the second judge: the place of the expression that is shown, and that of the
  /// expression whose drawing is nearest.
  static final String DRAWN = "drawn";

  /// Bytes of prepared pictures that a training keeps in memory.
  private static final long PICTURES = 1L << 28;

  private static final long CHECKPOINT_EVERY = 1000;

  private final Device device;
  private final DrawnPhotos probes;
  private final ExpressionJudge expressions;
  private final IdentityJudge identities;
  private final Recipe recipe;
  private final int steps;
  private final Path folder;
  private final DrawnTruth truth;

  /// @param seed of what the second judge draws
  public VariantBench(
      Device device,
      DrawnPhotos probes,
      ExpressionJudge expressions,
      IdentityJudge identities,
      Recipe recipe,
      int steps,
      Path folder,
      long seed) {
    this.device = device;
    this.probes = probes;
    this.expressions = expressions;
    this.identities = identities;
    this.recipe = recipe;
    this.steps = steps;
    this.folder = folder;
    this.truth = new DrawnTruth(probes, seed);
  }

  /// A variant.
  ///
  /// @param photos of the people it is trained on
  /// @param changes of the recipe
  record Variant(FigureStyle style, DrawnPhotos photos, Map<String, ?> changes, long seed) {}

  /// Side of the pictures that are drawn, in pixels.
  public int size() {
    return recipe.imgSize();
  }

  int pictures() {
    return probes.size();
  }

  /// Trains a variant, and judges it.
  Labels run(Variant variant, Runnable each) {
    Recipe own = RecordSettings.with(recipe, variant.changes());
    StyledFaces data = new StyledFaces(variant.photos(), variant.style());
    SampleLoader loader = new SampleLoader(data, own.imgSize(), PICTURES);
    CiaganBatches batches = new CiaganBatches(data, loader, own, variant.seed());
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.put("style", variant.style().toString());
    settings.put("seed", variant.seed());
    settings.put("recipe", RecordSettings.of(own));
    Path place = folder.resolve(Sha256.hex(settings.toString().getBytes(StandardCharsets.UTF_8)));
    Plan plan = new Plan(steps, CHECKPOINT_EVERY, 1, 0, 0, 1);
    Labels labels;
    try (Scope _ = Scope.open();
        CiaganTraining training =
            new CiaganTraining(own, data, loader, device, variant.seed(), "variant")) {
      try (RunFolder run =
          Files.isRegularFile(place.resolve("config.json"))
              ? RunFolder.resume(place, settings, plan)
              : RunFolder.create(place, settings, plan)) {
        var _ = new Trainer<>(training, batches, run, plan, new TrainingListener() {}).run();
      }
      labels = judged(training.generator(), variant, each);
    }
    delete(place);
    return labels;
  }

  private Labels judged(Generator generator, Variant variant, Runnable each) {
    ResultMeasures measures = new ResultMeasures(expressions, identities, pictures());
    StyledFaces data = new StyledFaces(probes, variant.style());
    SampleLoader loader = new SampleLoader(data, generator.config().imgSize());
    try (Anonymizer anonymizer = new Anonymizer(device, generator)) {
      for (int i = 0; i < pictures(); i++) {
        PictureId id = probes.id(i);
        try {
          Sample sample = loader.load(id, null);
          int asked = (id.identity() + 1) % anonymizer.identities();
          Picture result = anonymizer.anonymize(sample, Map.of(asked, 1.0));
          look(measures, variant.style(), i, sample, result);
          int nearest =
              truth.nearest(
                  i, variant.photos().faces().person(asked), variant.style(), sample, result);
          measures.put(DRAWN, i, truth.shown(i), nearest);
        } catch (InputException e) {
          measures.failed(i, data.source(id) + ": " + e.getMessage());
        }
        each.run();
      }
    }
    return measures.labels();
  }

  private void look(
      ResultMeasures measures, FigureStyle style, int i, Sample sample, Picture result) {
    ToyFace photo = probes.photo(probes.id(i));
    FaceLandmarks points = style.moved(photo, result.width());
    measures.result(i, FaceSquare.around(points).of(result), result, points, sample, "probe " + i);
  }

  /// Judges the photos themselves.
  Labels untouched(Runnable each) {
    ResultMeasures measures = new ResultMeasures(expressions, identities, pictures());
    for (int i = 0; i < pictures(); i++) {
      ToyFace photo = probes.photo(probes.id(i));
      measures.face(
          i,
          FaceSquare.around(photo.landmarks()).of(photo.picture()),
          AlignedFace.in(photo.picture(), photo.landmarks(), ResultMeasures.SIDE),
          "probe " + i);
      each.run();
    }
    return measures.labels();
  }

  /// Judges the photos brought to the generator's size and not replaced.
  Labels ceiling(FigureStyle style, Runnable each) {
    ResultMeasures measures = new ResultMeasures(expressions, identities, pictures());
    SampleLoader loader = new SampleLoader(new StyledFaces(probes, style), recipe.imgSize());
    for (int i = 0; i < pictures(); i++) {
      Sample sample = loader.load(probes.id(i), null);
      look(measures, style, i, sample, sample.face().toPicture());
      each.run();
    }
    return measures.labels();
  }

  private static void delete(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new EnvironmentException("cannot remove " + place + ": " + e.getMessage(), e);
    }
  }

  DrawnPhotos probes() {
    return probes;
  }

  ExpressionJudge expressions() {
    return expressions;
  }

  /// What all trainings have in common, for records.
  SequencedMap<String, Object> settings() {
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    settings.put("judged_people", probes.faces().toString());
    settings.put("training_steps", steps);
    settings.put("training_recipe", RecordSettings.of(recipe).toString());
    return settings;
  }
}

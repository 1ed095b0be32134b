package dev.sosia.ciagan.training;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A few faces and identities of the training set, the same each time, by which a generator is
/// looked at while it learns: as sheets for the eye, and as numbers that tell when it collapses.
/// Looking changes nothing: the generator runs in inference mode.
final class Probe {
  private static final int FACES = 6;
  private static final int IDENTITIES = 5;

  /// Below this variance, colours being 0..1, all results look the same: a deviation of 0.001 is a
  /// quarter of a step of 8-bit colour.
  private static final double SAME = 1e-6;

  /// Steps after which results are expected to differ; earlier they need not do so yet.
  private static final int PATIENCE = 500;

  private final List<Sample> faces;
  private final List<Integer> identities;
  private final Device device;

  /// Whether results were seen to differ, by the name of the number.
  private final Set<String> differed = new HashSet<>();

  /// The first picture of people spread evenly over the data, as inference sees them.
  Probe(FaceData data, SampleLoader loader, Device device) {
    this.faces =
        spread(FACES, data.identities()).stream()
            .map(i -> loader.load(data.pictures(i).getFirst(), null))
            .toList();
    this.identities = spread(IDENTITIES, data.identities());
    this.device = device;
  }

  /// At most `most` of the numbers 0 to `n` - 1, evenly spaced.
  private static List<Integer> spread(int most, int n) {
    int count = Math.min(most, n);
    return IntStream.range(0, count).map(i -> (int) ((long) i * n / count)).boxed().toList();
  }

  /// How much results differ: `variance_over_identities` for one face made into all identities,
  /// `variance_over_inputs` for all faces made into one identity, each the mean over the masked
  /// region. Where there is but one identity or face, that number is left out.
  SequencedMap<String, Double> variances(
      Generator generator, long step, Consumer<String> warnings) {
    SequencedMap<String, Double> found = new LinkedHashMap<>();
    if (identities.size() > 1) {
      List<Sample> one = Collections.nCopies(identities.size(), faces.getFirst());
      double v = variance(generator, one, identities);
      found.put("variance_over_identities", v);
      if (hasVanished("identities", v, step)) {
        warnings.accept(
            "the generator draws the same face for every identity at step %d (variance %.1e): the identity loss does not reach it; more siamese iterations or a lower learning rate may help"
                .formatted(step, v));
      }
    }
    if (faces.size() > 1) {
      List<Integer> one = Collections.nCopies(faces.size(), identities.getFirst());
      double v = variance(generator, faces, one);
      found.put("variance_over_inputs", v);
      if (hasVanished("inputs", v, step)) {
        warnings.accept(
            "the generator draws the same face whatever it is given at step %d (variance %.1e): it has collapsed; go back to an earlier checkpoint with a lower learning rate"
                .formatted(step, v));
      }
    }
    return found;
  }

  private boolean hasVanished(String over, double variance, long step) {
    if (variance >= SAME) {
      differed.add(over);
      return false;
    }
    return step > PATIENCE || differed.contains(over);
  }

  private double variance(Generator generator, List<Sample> from, List<Integer> into) {
    try (Scope _ = Scope.open();
        var _ = Autograd.noGrad()) {
      Pairs pairs = pairs(from, into);
      Tensor variance = Reductions.var(drawn(generator, pairs), true, false, 0); // [3, S, S]
      Tensor region = Reductions.mean(pairs.mask(), false, 0); // [1 or 3, S, S]
      Tensor weighed = Reductions.sum(Elementwise.mul(variance, region));
      Tensor weights = Reductions.sum(Shapes.expand(region, 3, -1, -1));
      return weighed.item() / Math.max(weights.item(), 1);
    }
  }

  /// A row for each face: the face, its landmarks, what the generator sees of it, and the face made
  /// into each identity.
  Picture sheet(Generator generator) {
    List<List<Picture>> columns = new ArrayList<>();
    for (int identity : identities) {
      columns.add(results(generator, identity));
    }
    List<ContactSheet.Cell> cells = new ArrayList<>();
    for (int row = 0; row < faces.size(); row++) {
      Sample s = faces.get(row);
      cells.add(new ContactSheet.Cell(s.face().toPicture(), s.id().toString()));
      cells.add(new ContactSheet.Cell(s.landmarks().toPicture(), ""));
      cells.add(new ContactSheet.Cell(s.withoutFace().toPicture(), ""));
      for (List<Picture> column : columns) {
        cells.add(new ContactSheet.Cell(column.get(row), ""));
      }
    }
    List<String> titles = new ArrayList<>(List.of("face", "landmarks", "without face"));
    identities.forEach(i -> titles.add("as " + i));
    return new ContactSheet(titles.size(), titles, Math.max(size(), 16)).compose(cells);
  }

  private List<Picture> results(Generator generator, int identity) {
    float[] all;
    try (Scope _ = Scope.open();
        var _ = Autograd.noGrad()) {
      Pairs pairs = pairs(faces, Collections.nCopies(faces.size(), identity));
      all = drawn(generator, pairs).toFloats();
    }
    List<Picture> results = new ArrayList<>();
    int each = 3 * size() * size();
    for (int i = 0; i < faces.size(); i++) {
      float[] one = new float[each];
      System.arraycopy(all, i * each, one, 0, each);
      Sample s = faces.get(i);
      Planes drawn = Planes.of(3, size(), size(), one);
      results.add(Preprocessing.composite(drawn, s.mask(), s.face()).toPicture());
    }
    return results;
  }

  private static Tensor drawn(Generator generator, Pairs pairs) {
    generator.train(false);
    Tensor x = Shapes.cat(List.of(pairs.landmarks(), pairs.surroundings()), 1);
    return generator.of(x, pairs.oneHot(generator.config().identities()));
  }

  private Pairs pairs(List<Sample> from, List<Integer> into) {
    float[] nothing = new float[0];
    Batch.Members first =
        new Batch.Members(
            Batch.together(from.stream().map(Sample::face).toList()),
            Batch.together(from.stream().map(Sample::landmarks).toList()),
            Batch.together(from.stream().map(Sample::mask).toList()),
            from.stream().map(Sample::id).mapToInt(PictureId::identity).toArray());
    int[] others = into.stream().mapToInt(i -> i).toArray();
    Batch.Members second = new Batch.Members(nothing, nothing, nothing, others);
    return new Pairs(new Batch(from.size(), size(), first, second), device, DType.F32);
  }

  private int size() {
    return faces.getFirst().face().width();
  }
}

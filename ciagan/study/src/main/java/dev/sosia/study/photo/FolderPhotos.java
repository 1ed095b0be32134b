package dev.sosia.study.photo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.prepare.PointsFile;
import dev.sosia.dan.label.Emotion;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.Sha256;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.study.protocol.PublishedProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Photos in a folder, in RAF-DB's, AffectNet's, CelebA's or CIAGAN's layout, with their faces'
/// points from a file: a line of JSON each, `{"file": NAME, "points": [[x, y], ...]}`, see
/// [PointsFile]. NAME is the picture's in RAF-DB's and CelebA's folder of pictures
/// (`train_00001_aligned.jpg`, `000001.jpg`), below the root in AffectNet's (`train/0/000001.jpg`),
/// and `PERSON/000001.jpg` in CIAGAN's.
///
/// Where a layout has whole heads, they are cut to the face by the points, and brought to RAF-DB's
/// size.
public final class FolderPhotos implements LabelledPhotos {
  /// The file of points that is taken where no other is named.
  public static final String POINTS = "points.jsonl";

  private final String name;
  private final FolderLayout layout;
  private final int all;
  private final List<FolderEntry> entries;
  private final PointsFile points;
  private final String sha256;
  private final int people;
  private final PictureReader reader = new PictureReader();

  private FolderPhotos(
      String name, FolderLayout layout, int all, List<FolderEntry> entries, Path pointsFile) {
    this.name = name;
    this.layout = layout;
    this.all = all;
    this.entries = List.copyOf(entries);
    Set<String> wanted = entries.stream().map(FolderEntry::key).collect(Collectors.toSet());
    this.points = PointsFile.read(pointsFile, wanted);
    if (points.names().isEmpty()) {
      throw new InputException(
          "%s has the points of none of the photos of %s, not even of %s"
              .formatted(pointsFile, name, entries.getFirst().key()));
    }
    this.sha256 = hash();
    this.people = entries.stream().mapToInt(e -> e.id().identity()).max().orElseThrow() + 1;
  }

  /// Photos of a folder.
  ///
  /// @param points file of the faces' points; null for `points.jsonl` in the folder
  /// @param most how many photos to take at most, drawn by `seed`; people with all their photos
  ///   where they are known, until there are enough
  /// @throws InputException if the folder is in none of the layouts, or no points are known
  public static FolderPhotos open(Path folder, @Nullable Path points, int most, long seed) {
    FolderLayout layout = FolderLayout.of(folder);
    Path file = points == null ? folder.resolve(POINTS) : points;
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          ("%s: the points of its faces are not known, since this build has no face detector: give"
                  + " them with --points FILE or in %s, a line of JSON for each photo, {\"file\":"
                  + " \"%s\", \"points\": [[x, y], ...]} with 68 pairs")
              .formatted(folder, folder.resolve(POINTS), layout.entries(folder).getFirst().key()));
    }
    List<FolderEntry> all = layout.entries(folder);
    if (all.isEmpty()) {
      throw new InputException(folder + " holds no photo");
    }
    return new FolderPhotos(
        folder.toString(), layout, all.size(), renumbered(Drawn.of(all, most, seed)), file);
  }

  /// People numbered from 0 without gaps, in order.
  private static List<FolderEntry> renumbered(List<FolderEntry> entries) {
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    entries.forEach(e -> numbers.putIfAbsent(e.id().identity(), numbers.size()));
    List<FolderEntry> renumbered = new ArrayList<>();
    for (FolderEntry e : entries) {
      int person = numbers.getOrDefault(e.id().identity(), 0);
      PictureId id = new PictureId(person, e.id().number());
      renumbered.add(new FolderEntry(e.key(), e.file(), id, e.truth()));
    }
    return renumbered;
  }

  @Override
  public String name() {
    return "%s (%s layout), %d of %d photos".formatted(name, layout.words(), size(), all);
  }

  @Override
  public String sha256() {
    return sha256;
  }

  private String hash() {
    StringBuilder lines = new StringBuilder();
    for (FolderEntry e : entries) {
      String bytes;
      try {
        bytes = Sha256.hex(Files.readAllBytes(e.file()));
      } catch (IOException x) {
        throw new EnvironmentException(e.file() + " cannot be read: " + x.getMessage(), x);
      }
      lines
          .append(e.key())
          .append(' ')
          .append(e.truth())
          .append(' ')
          .append(bytes)
          .append(' ')
          .append(points.find(e.key()).map(FaceLandmarks::toString).orElse("-"))
          .append('\n');
    }
    return Sha256.hex(lines.toString().getBytes(UTF_8));
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public PictureId id(int i) {
    return entries.get(i).id();
  }

  @Override
  public @Nullable Emotion truth(int i) {
    return entries.get(i).truth();
  }

  @Override
  public String key(int i) {
    return entries.get(i).key();
  }

  @Override
  public int people() {
    return people;
  }

  @Override
  public boolean knowsPeople() {
    return layout.knowsPeople();
  }

  @Override
  public Picture picture(int i) {
    if (layout.isCut()) {
      return read(i);
    }
    int side = PublishedProtocol.SIDE;
    Photo whole = whole(i);
    Picture square = FaceSquare.around(whole.points()).of(whole.picture());
    return Resize.resize(square, side, side, Resampling.BILINEAR);
  }

  @Override
  public FaceLandmarks points(int i) {
    FaceLandmarks inFile = known(i);
    return layout.isCut() ? inFile : FaceSquare.around(inFile).of(inFile, PublishedProtocol.SIDE);
  }

  @Override
  public Photo whole(int i) {
    return new Photo(read(i), known(i));
  }

  private Picture read(int i) {
    return reader.read(entries.get(i).file(), ColorMode.RGB);
  }

  private FaceLandmarks known(int i) {
    return points
        .find(entries.get(i).key())
        .orElseThrow(() -> new InputException("the points of its face are not known"));
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!knowsPeople()) {
      remarks.add(
          "who is on which photo is not known: intervals take each photo for a person of its own");
    }
    int without = size() - points.names().size();
    if (without > 0) {
      remarks.add("%d of %d photos have no known points of a face".formatted(without, size()));
    }
    return remarks;
  }
}

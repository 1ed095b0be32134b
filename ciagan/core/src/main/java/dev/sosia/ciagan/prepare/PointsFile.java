package dev.sosia.ciagan.prepare;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/// Points that somebody else found: a line of JSON for each photo, `{"file": "000001.jpg",
/// "points": [[x, y], ...]}` with 68 pairs in pixels. Other fields are passed over, and so are
/// empty lines. Immutable.
public final class PointsFile implements PointSource {
  private final Map<String, FaceLandmarks> points;

  private PointsFile(Map<String, FaceLandmarks> points) {
    this.points = Map.copyOf(points);
  }

  /// The points of those photos that are wanted; all lines are checked.
  ///
  /// @param wanted names of photos
  /// @throws InputException naming the line, if one is not as described, or a photo occurs twice
  /// @throws EnvironmentException if the file cannot be read
  public static PointsFile read(Path file, Set<String> wanted) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": there is no such file of points");
    }
    Map<String, FaceLandmarks> points = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          add(points, line, wanted, file + ", line " + number);
        }
      }
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new EnvironmentException(file + " cannot be read: " + e.getMessage(), e);
    }
    return new PointsFile(points);
  }

  private static void add(
      Map<String, FaceLandmarks> points, String line, Set<String> wanted, String where) {
    Map<String, Object> fields;
    try {
      fields = JSON.std.mapFrom(line.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new InputException(where + " is no JSON object: " + firstLine(e), e);
    }
    if (!(fields.get("file") instanceof String name)) {
      throw new InputException(where + " names no \"file\"");
    }
    FaceLandmarks face = landmarks(fields.get("points"), where);
    if (wanted.contains(name) && points.put(name, face) != null) {
      throw new InputException(where + ": " + name + " has points already");
    }
  }

  private static FaceLandmarks landmarks(@Nullable Object value, String where) {
    if (!(value instanceof List<?> pairs) || pairs.size() != FaceLandmarks.COUNT) {
      throw new InputException(
          "%s needs \"points\", a list of %d pairs [x, y]; found %s"
              .formatted(
                  where,
                  FaceLandmarks.COUNT,
                  value instanceof List<?> list ? list.size() + " entries" : "none"));
    }
    double[] xy = new double[2 * FaceLandmarks.COUNT];
    for (int i = 0; i < FaceLandmarks.COUNT; i++) {
      if (!(pairs.get(i) instanceof List<?> pair)
          || pair.size() != 2
          || !(pair.get(0) instanceof Number x)
          || !(pair.get(1) instanceof Number y)) {
        throw new InputException(
            "%s: point %d is not a pair of numbers [x, y] but %s"
                .formatted(where, i, pairs.get(i)));
      }
      xy[2 * i] = x.doubleValue();
      xy[2 * i + 1] = y.doubleValue();
    }
    try {
      return FaceLandmarks.of(xy);
    } catch (InputException e) {
      throw new InputException(where + ": " + e.getMessage(), e);
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// Names of the photos whose points are known.
  public Set<String> names() {
    return points.keySet();
  }

  /// The points of the photo called `name`.
  public Optional<FaceLandmarks> find(String name) {
    return Optional.ofNullable(points.get(name));
  }

  @Override
  public Optional<FaceLandmarks> points(String name, Picture photo) {
    return find(name);
  }
}

package dev.sosia.landmarks.toyfaces;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.Nearest;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Expression;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A data set of drawn people, described by a line such as
/// `toyfaces:ids=40,per-id=60,seed=1,size=178x218`. Nothing is stored: each photo is drawn from the
/// description, the person's number and the photo's number, always the same.
///
/// A person's photos go through the expressions in turn, so that classes are balanced within one
/// photo for every person.
///
/// @param ids number of people
/// @param perId photos of each
/// @param seed of everybody and everything
/// @param width, height of photos, in pixels
/// @param startId number of the first person: another start, with the same seed, gives people that
///   are not in the first set
/// @param expressions what the photos show, in turn
public record ToyFaces(
    int ids,
    int perId,
    long seed,
    int width,
    int height,
    int startId,
    List<Expression> expressions) {

  /// What descriptions begin with.
  public static final String PREFIX = "toyfaces:";

  private static final int MOST = 1_000_000;
  private static final int SMALLEST = 32;
  private static final int LARGEST = 2048;
  private static final double FAINTEST = 0.4;
  private static final List<String> KEYS =
      List.of("ids", "per-id", "seed", "size", "start-id", "expressions");
  private static final long PEOPLE = 0x5051_0000_0000L;
  private static final long PHOTOS = 0x5052_0000_0000_0000L;

  /// @throws InputException if a number is out of its range
  public ToyFaces {
    check("ids", ids, 1, MOST);
    check("per-id", perId, 1, MOST);
    check("start-id", startId, 0, MOST);
    check("size", width, SMALLEST, LARGEST);
    check("size", height, SMALLEST, LARGEST);
    expressions = List.copyOf(expressions);
    if (expressions.isEmpty()) {
      throw new InputException("toyfaces: expressions= names at least one of " + names());
    }
  }

  private static void check(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InputException(
          "toyfaces: %s is %d to %d, not %d".formatted(key, least, most, value));
    }
  }

  /// Whether `text` describes drawn people rather than a folder.
  public static boolean describedBy(String text) {
    return text.equals("toyfaces") || text.startsWith(PREFIX);
  }

  /// The data set that `text` describes; what it does not say is as in
  /// `toyfaces:ids=40,per-id=60,seed=1,size=178x218,start-id=0`, with all expressions.
  ///
  /// @throws InputException naming what is wrong, if anything is
  public static ToyFaces parse(String text) {
    if (!describedBy(text)) {
      throw new InputException(
          "'%s' does not describe drawn people: that begins with %s".formatted(text, PREFIX));
    }
    int ids = 40;
    int perId = 60;
    long seed = 1;
    int[] size = {178, 218};
    int startId = 0;
    List<Expression> expressions = List.of(Expression.values());
    String rest = text.equals("toyfaces") ? "" : text.substring(PREFIX.length());
    Set<String> said = new HashSet<>();
    for (String part : rest.isEmpty() ? new String[0] : rest.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (!KEYS.contains(key)) {
        String nearest = Nearest.to(key, KEYS).map(k -> "; did you mean '" + k + "'?").orElse("");
        throw new InputException(
            "toyfaces: there is no '%s', only %s%s"
                .formatted(key, String.join(", ", KEYS), nearest));
      }
      if (equals < 0 || equals == part.length() - 1) {
        throw new InputException("toyfaces: '%s' needs a value, as in %s=...".formatted(key, key));
      }
      if (!said.add(key)) {
        throw new InputException("toyfaces: '%s' is said twice".formatted(key));
      }
      String value = part.substring(equals + 1);
      switch (key) {
        case "ids" -> ids = (int) number(key, value, 1, MOST);
        case "per-id" -> perId = (int) number(key, value, 1, MOST);
        case "seed" -> seed = number(key, value, Long.MIN_VALUE, Long.MAX_VALUE);
        case "size" -> size = size(value);
        case "start-id" -> startId = (int) number(key, value, 0, MOST);
        default -> expressions = expressions(value);
      }
    }
    return new ToyFaces(ids, perId, seed, size[0], size[1], startId, expressions);
  }

  private static long number(String key, String value, long least, long most) {
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new InputException("toyfaces: %s is a whole number, not '%s'".formatted(key, value), e);
    }
    check(key, number, least, most);
    return number;
  }

  private static int[] size(String value) {
    if (!value.matches("[0-9]{1,5}x[0-9]{1,5}")) {
      throw new InputException(
          "toyfaces: size is WIDTHxHEIGHT, as 178x218, not '%s'".formatted(value));
    }
    int[] size = Arrays.stream(value.split("x")).mapToInt(Integer::parseInt).toArray();
    check("size", size[0], SMALLEST, LARGEST);
    check("size", size[1], SMALLEST, LARGEST);
    return size;
  }

  private static List<Expression> expressions(String value) {
    List<Expression> list = new ArrayList<>();
    for (String word : value.split("\\+", -1)) {
      Expression found =
          Arrays.stream(Expression.values())
              .filter(e -> e.word().equals(word.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () -> {
                    List<String> all =
                        Arrays.stream(Expression.values()).map(Expression::word).toList();
                    String nearest =
                        Nearest.to(word, all).map(n -> "; did you mean '" + n + "'?").orElse("");
                    return new InputException(
                        "toyfaces: there is no expression '%s', only %s%s"
                            .formatted(word, names(), nearest));
                  });
      if (list.contains(found)) {
        throw new InputException("toyfaces: expression '%s' is said twice".formatted(word));
      }
      list.add(found);
    }
    return list;
  }

  private static String names() {
    return Arrays.stream(Expression.values())
        .map(Expression::word)
        .collect(Collectors.joining(", "));
  }

  /// Who somebody is.
  ///
  /// @param id 0 to [#ids] - 1
  public Identity person(int id) {
    return Identity.draw(new Philox(seed, PEOPLE + startId + id).nextLong());
  }

  /// What a photo shows.
  ///
  /// @param index 0 to [#perId] - 1
  public Expression expression(int id, int index) {
    return expressions.get((id + index) % expressions.size());
  }

  /// A photo.
  ///
  /// @param id 0 to [#ids] - 1
  /// @param index 0 to [#perId] - 1
  public ToyFace face(int id, int index) {
    return shot(id, index).take(width, height);
  }

  /// The 68 points in a photo, without drawing it.
  public FaceLandmarks landmarks(int id, int index) {
    return shot(id, index).renderer(width, height).points().landmarks();
  }

  private Shot shot(int id, int index) {
    if (id < 0 || id >= ids || index < 0 || index >= perId) {
      throw new IndexOutOfBoundsException("photo " + index + " of person " + id + " of " + this);
    }
    Philox random = new Philox(seed, PHOTOS + ((long) (startId + id) << 20) + index);
    Expression expression = expression(id, index);
    double intensity =
        expression == Expression.NEUTRAL ? 0 : FAINTEST + (1 - FAINTEST) * random.nextDouble();
    ActionUnits units = expression.show(intensity, random);
    return new Shot(person(id), expression, intensity, units, Scene.draw(random));
  }

  /// The description, in full.
  @Override
  public String toString() {
    return PREFIX
        + "ids=%d,per-id=%d,seed=%d,size=%dx%d,start-id=%d,expressions=%s"
            .formatted(
                ids,
                perId,
                seed,
                width,
                height,
                startId,
                expressions.stream().map(Expression::word).collect(Collectors.joining("+")));
  }
}

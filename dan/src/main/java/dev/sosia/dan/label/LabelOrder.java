package dev.sosia.dan.label;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which expression each of a network's outputs stands for. Networks of one order are not to be
/// read by another: two of them have seven classes, and agree on none but one.
///
/// Source: the published `rafdb.py`, `affectnet.py` and demo of DAN.
public enum LabelOrder {
  /// RAF-DB's, its labels 1 to 7 minus 1.
  RAFDB,

  /// AffectNet's without contempt.
  AFFECTNET7,

  /// AffectNet's.
  AFFECTNET8;

  /// Under which name a file of weights says its order, if it does.
  public static final String KEY = "labels";

  /// What the order is called: `rafdb`, `affectnet7`, `affectnet8`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The words of all orders, separated by commas.
  public static String words() {
    return Arrays.stream(values()).map(LabelOrder::word).collect(Collectors.joining(", "));
  }

  /// The order called `word`.
  ///
  /// @throws InputException if there is none
  public static LabelOrder of(String word) {
    return find(word)
        .orElseThrow(
            () -> new InputException("there is no order of labels '" + word + "': use " + words()));
  }

  private static Optional<LabelOrder> find(String word) {
    return Arrays.stream(values())
        .filter(o -> o.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /// The number of classes.
  public int classes() {
    return names().size();
  }

  /// What the data set calls each class, by index.
  public List<String> names() {
    return switch (this) {
      case RAFDB ->
          List.of("Surprise", "Fear", "Disgust", "Happiness", "Sadness", "Anger", "Neutral");
      case AFFECTNET7 -> AFFECTNET8.names().subList(0, 7);
      case AFFECTNET8 ->
          List.of("Neutral", "Happy", "Sad", "Surprise", "Fear", "Disgust", "Anger", "Contempt");
    };
  }

  /// What each class is, by index.
  public List<Emotion> emotions() {
    return switch (this) {
      case RAFDB ->
          List.of(
              Emotion.SURPRISE,
              Emotion.FEAR,
              Emotion.DISGUST,
              Emotion.HAPPINESS,
              Emotion.SADNESS,
              Emotion.ANGER,
              Emotion.NEUTRAL);
      case AFFECTNET7 -> AFFECTNET8.emotions().subList(0, 7);
      case AFFECTNET8 ->
          List.of(
              Emotion.NEUTRAL,
              Emotion.HAPPINESS,
              Emotion.SADNESS,
              Emotion.SURPRISE,
              Emotion.FEAR,
              Emotion.DISGUST,
              Emotion.ANGER,
              Emotion.CONTEMPT);
    };
  }

  /// Which class an emotion is; -1 where the order has none for it.
  public int indexOf(Emotion emotion) {
    return emotions().indexOf(emotion);
  }

  /// The order of a network's outputs: as its weights say or as was asked for, never guessed.
  ///
  /// @param asked what a person said it is, or null
  /// @param notes what the weights' file says of itself, by name
  /// @param classes the network's outputs
  /// @param source the file, for messages
  /// @throws InputException if neither says it, both say different things, or the number of classes
  ///   is another
  public static LabelOrder resolve(
      @Nullable LabelOrder asked, Map<String, String> notes, int classes, String source) {
    LabelOrder own = said(notes, source);
    if (asked != null && own != null && asked != own) {
      throw new InputException(
          "%s says that its labels are %s, not %s: leave --labels out"
              .formatted(source, own.word(), asked.word()));
    }
    LabelOrder order = own != null ? own : asked;
    if (order == null) {
      throw new InputException(
          "%s has %d classes and does not say which expression each stands for: say --labels %s"
              .formatted(source, classes, String.join("|", fitting(classes))));
    }
    if (order.classes() != classes) {
      throw new InputException(
          "%s has %d classes, %s has %d: say the --labels that its training used"
              .formatted(source, classes, order.word(), order.classes()));
    }
    return order;
  }

  private static @Nullable LabelOrder said(Map<String, String> notes, String source) {
    String word = notes.get(KEY);
    if (word == null) {
      return null;
    }
    return find(word)
        .orElseThrow(
            () ->
                new InputException(
                    "%s says that its labels are '%s', which is none of %s"
                        .formatted(source, word, words())));
  }

  private static List<String> fitting(int classes) {
    List<String> fitting =
        Arrays.stream(values()).filter(o -> o.classes() == classes).map(LabelOrder::word).toList();
    if (fitting.isEmpty()) {
      throw new InputException(
          "a network of %d classes reads no expressions: there are orders of 7 (rafdb, affectnet7) and 8 (affectnet8)"
              .formatted(classes));
    }
    return fitting;
  }
}

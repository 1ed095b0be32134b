package dev.sosia.dan.data;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a network learns expressions from.
///
/// @param name what the data is, for messages: the folder, or the description
/// @param order what class numbers mean
/// @param validation faces that are never learnt from
public record ExpressionData(
    String name, LabelOrder order, ExpressionSet train, ExpressionSet validation) {

  /// The data that `description` says: `toyfaces:...` (see [ToyFaces#parse]), or else a folder in
  /// RAF-DB's layout (it has `EmoLabel/`) or in AffectNet's (it has `train/` and `val/`).
  ///
  /// @param order of the classes wanted; folders know theirs, and another is refused
  /// @throws InputException if there is no such data, or it is not usable
  public static ExpressionData open(String description, LabelOrder order) {
    if (ToyFaces.describedBy(description)) {
      return ToyExpressions.of(ToyFaces.parse(description), order);
    }
    Path root = Path.of(description);
    if (Files.isDirectory(root.resolve("EmoLabel"))) {
      require(root, "RAF-DB's", order == LabelOrder.RAFDB, order, "rafdb");
      return RafDbFolder.open(root);
    }
    if (Files.isDirectory(root.resolve("train")) && Files.isDirectory(root.resolve("val"))) {
      require(root, "AffectNet's", order != LabelOrder.RAFDB, order, "affectnet7 or affectnet8");
      return AffectNetFolder.open(root, order);
    }
    throw new InputException(
        "%s %s: --data takes a folder with EmoLabel and Image (RAF-DB), with train and val (AffectNet), or toyfaces:ids=40"
            .formatted(root, Files.isDirectory(root) ? "is in no known layout" : "is no folder"));
  }

  /// The faces that a finished network is measured on: a folder's part for validation, or all of
  /// the drawn people that `description` says.
  ///
  /// @throws InputException as [#open] does, or if there are none
  public static ExpressionSet toMeasure(String description, LabelOrder order) {
    ExpressionSet set =
        ToyFaces.describedBy(description)
            ? ToyExpressions.all(ToyFaces.parse(description), order)
            : open(description, order).validation();
    if (set.size() == 0) {
      throw new InputException(description + " has no faces for validation to measure on");
    }
    return set;
  }

  private static void require(
      Path root, String layout, boolean fits, LabelOrder order, String right) {
    if (!fits) {
      throw new InputException(
          "%s is in %s layout, whose labels are not %s: use labels=%s or a recipe that does"
              .formatted(root, layout, order.word(), right));
    }
  }

  /// What may surprise about the number of faces in each class, a sentence each.
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    int[] train = train().counts(order.classes());
    int[] validation = validation().counts(order.classes());
    for (int c = 0; c < train.length; c++) {
      if (train[c] == 0) {
        remarks.add(
            "there is no face of class %s to learn from: the network cannot learn it"
                .formatted(order.names().get(c)));
      }
    }
    if (validation().size() == 0) {
      remarks.add("there are no faces for validation: accuracy is not measured");
    } else {
      for (int c = 0; c < validation.length; c++) {
        if (validation[c] == 0 && train[c] > 0) {
          remarks.add(
              "class %s has no face for validation: balanced accuracy leaves it out"
                  .formatted(order.names().get(c)));
        }
      }
    }
    return remarks;
  }
}

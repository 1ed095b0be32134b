package dev.sosia.study.photo;

import dev.sosia.ciagan.data.CiaganFolder;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.prepare.CelebaPhotos;
import dev.sosia.ciagan.prepare.Photos;
import dev.sosia.dan.data.ExpressionData;
import dev.sosia.dan.data.ExpressionSet;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The layouts of data sets that are told by what lies in a folder.
enum FolderLayout {
  /// `EmoLabel/list_patition_label.txt` and `Image/aligned`: faces already cut, labels, nobody
  /// named.
  RAFDB("RAF-DB's", true, false),

  /// `train/CLASS` and `val/CLASS`: faces already cut, labels, nobody named.
  AFFECTNET("AffectNet's", true, false),

  /// `img_align_celeba` and `identity_CelebA.txt`: heads, people named, no labels.
  CELEBA("CelebA's", false, true),

  /// `clr`, `lndm` and `msk`, a folder for each person in each: heads, people named, no labels.
  CIAGAN("CIAGAN's", false, true);

  private static final String IDENTITIES = "identity_CelebA.txt";

  private final String words;
  private final boolean cut;
  private final boolean named;

  FolderLayout(String words, boolean cut, boolean named) {
    this.words = words;
    this.cut = cut;
    this.named = named;
  }

  /// `RAF-DB's`.
  String words() {
    return words;
  }

  /// Whether pictures are cut to the face already.
  boolean isCut() {
    return cut;
  }

  /// Whether it is known whose pictures are whose.
  boolean knowsPeople() {
    return named;
  }

  /// The layout of a folder.
  ///
  /// @throws InputException if it has none of these
  static FolderLayout of(Path root) {
    if (Files.isDirectory(root.resolve("EmoLabel"))) {
      return RAFDB;
    }
    if (Files.isDirectory(root.resolve("train")) && Files.isDirectory(root.resolve("val"))) {
      return AFFECTNET;
    }
    if (Files.isRegularFile(root.resolve(IDENTITIES))) {
      return CELEBA;
    }
    if (Files.isDirectory(root.resolve("clr"))) {
      return CIAGAN;
    }
    throw new InputException(
        "%s %s: --data takes a folder with EmoLabel and Image (RAF-DB), with train and val (AffectNet), with img_align_celeba and identity_CelebA.txt (CelebA), with clr, lndm and msk (CIAGAN), or toyfaces:ids=24"
            .formatted(root, Files.isDirectory(root) ? "is in no known layout" : "is no folder"));
  }

  /// All photos, in the layout's order.
  ///
  /// @throws InputException if something is not as the layout wants it
  List<FolderEntry> entries(Path root) {
    return switch (this) {
      case RAFDB -> labelled(root, root.resolve("Image/aligned"), LabelOrder.RAFDB);
      case AFFECTNET -> labelled(root, root, affectNetOrder(root));
      case CELEBA -> celeba(root);
      case CIAGAN -> ciagan(root);
    };
  }

  private static LabelOrder affectNetOrder(Path root) {
    try (Stream<Path> entries = Files.list(root.resolve("train"))) {
      long classes =
          entries
              .filter(Files::isDirectory)
              .filter(p -> !p.getFileName().toString().startsWith("."))
              .count();
      return classes == LabelOrder.AFFECTNET8.classes()
          ? LabelOrder.AFFECTNET8
          : LabelOrder.AFFECTNET7;
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + root + ": " + e.getMessage(), e);
    }
  }

  /// Both parts, for training and for validation: the study took all.
  private static List<FolderEntry> labelled(Path root, Path pictures, LabelOrder order) {
    ExpressionData data = ExpressionData.open(root.toString(), order);
    List<FolderEntry> entries = new ArrayList<>();
    for (ExpressionSet set : List.of(data.train(), data.validation())) {
      for (int i = 0; i < set.size(); i++) {
        Path file = Path.of(set.source(i));
        String key = pictures.relativize(file).toString().replace('\\', '/');
        PictureId id = new PictureId(entries.size(), 0);
        entries.add(new FolderEntry(key, file, id, order.emotions().get(set.label(i))));
      }
    }
    return entries;
  }

  private static List<FolderEntry> celeba(Path root) {
    Photos photos = CelebaPhotos.everybody(root, root.resolve(IDENTITIES));
    return photos.list().stream()
        .map(p -> new FolderEntry(p.name(), photos.folder().resolve(p.name()), p.id(), null))
        .toList();
  }

  private static List<FolderEntry> ciagan(Path root) {
    CiaganFolder folder = CiaganFolder.open(root);
    return folder.pictures().stream()
        .map(id -> new FolderEntry(id.toString(), folder.face(id), id, null))
        .toList();
  }
}

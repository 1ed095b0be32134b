package dev.sosia.dan.training;

import dev.sosia.dan.data.FaceInput;
import dev.sosia.dan.judge.Evaluation;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Networks written under the original's names: `rafdb_epoch21_acc0.897_bacc0.8532.pth`, and
/// AffectNet's `affecnet7_epoch5_acc0.6569.pth` (sic). Beside each `.pth` lies a `.safetensors`.
/// What the original leaves out, both say: the order of their labels and the pictures' size.
final class KeptNetworks {
  private static final int DECIMALS = 4;

  private final Path folder;
  private final Recipe recipe;
  private final String prefix;
  private final Pattern pattern;

  /// @param folder made when it is first written to
  /// @param drawn whether the faces are drawn people's
  KeptNetworks(Path folder, Recipe recipe, boolean drawn) {
    this.folder = folder;
    this.recipe = recipe;
    this.prefix =
        drawn
            ? "toyfaces"
            : switch (recipe.labels()) {
              case RAFDB -> "rafdb";
              case AFFECTNET7 -> "affecnet7";
              case AFFECTNET8 -> "affecnet8";
            };
    this.pattern = Pattern.compile(prefix + "_epoch([0-9]+)_acc([0-9.]+?)(_bacc[0-9.]+)?[.]pth");
  }

  /// What the network of an epoch is called, without its ending.
  String name(long epoch, Evaluation evaluation) {
    String name = prefix + "_epoch" + epoch + "_acc" + rounded(accuracy(evaluation));
    boolean published = recipe.labels() == LabelOrder.RAFDB;
    return published ? name + "_bacc" + rounded(evaluation.confusion().balancedAccuracy()) : name;
  }

  private static double accuracy(Evaluation evaluation) {
    return evaluation.confusion().accuracy().share();
  }

  /// A share as Python writes it after rounding to four decimals: `0.897`, `1.0`.
  private static String rounded(double share) {
    BigDecimal value =
        new BigDecimal(share).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return value.scale() < 1
        ? value.setScale(1, RoundingMode.UNNECESSARY).toPlainString()
        : value.toPlainString();
  }

  /// Whether a network is worth keeping: above the recipe's bar and not below any of an earlier
  /// epoch that was kept.
  boolean isBest(long epoch, Evaluation evaluation) {
    BigDecimal own = new BigDecimal(rounded(accuracy(evaluation)));
    if (!(own.doubleValue() > recipe.keepAbove()) || !Files.isDirectory(folder)) {
      return own.doubleValue() > recipe.keepAbove();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> pattern.matcher(f.getFileName().toString()))
          .filter(Matcher::matches)
          .filter(m -> Long.parseLong(m.group(1)) < epoch)
          .allMatch(m -> own.compareTo(new BigDecimal(m.group(2))) >= 0);
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Writes the network in both formats.
  ///
  /// @throws EnvironmentException if the machine refuses to write
  void write(Dan dan, String name) {
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    notes.put(LabelOrder.KEY, recipe.labels().word());
    notes.put(FaceInput.SIZE_KEY, Integer.toString(recipe.imgSize()));
    try (Arena arena = Arena.ofConfined()) {
      Files.createDirectories(folder);
      StateDict weights = LayerState.read(dan, arena);
      for (String ending : List.of(".pth", ".safetensors")) {
        weights.save(folder.resolve(name + ending), notes);
      }
    } catch (IOException e) {
      throw new EnvironmentException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }
}

package dev.sosia.ciagan.data;

import static dev.sosia.ciagan.data.ReferenceCases.list;
import static dev.sosia.ciagan.data.ReferenceCases.map;
import static dev.sosia.ciagan.data.ReferenceCases.text;

import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Region;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.picture.Rotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the ops of kind `preprocess` by name.
final class PreprocessOps {
  private final ReferenceCases files;

  PreprocessOps(ReferenceCases files) {
    this.files = files;
  }

  Numbers run(Map<String, Object> c) {
    Map<String, Object> inputs = map(c, "inputs");
    Map<String, Object> attributes = map(c, "attributes");
    String op = text(c, "op");
    return switch (op) {
      case "decode" -> {
        String file = text(map(inputs, "input"), "file");
        ColorMode mode = ColorMode.valueOf(text(attributes, "mode"));
        yield Numbers.of(new PictureReader().read(files.folder.resolve(file), mode));
      }
      case "ciagan_crop_box" -> {
        Arguments a = new Arguments(attributes);
        Box b =
            Preprocessing.cropBox(
                a.integer("width"), a.integer("height"), a.integer("size"), a.jitter());
        yield new Numbers(
            "I64", new int[] {4}, new double[] {b.left(), b.top(), b.right(), b.bottom()});
      }
      case "composite" ->
          Numbers.of(
              Preprocessing.composite(
                  files.tensor(map(inputs, "generated")).toPlanes(),
                  files.tensor(map(inputs, "mask")).toPlanes(),
                  files.tensor(map(inputs, "picture")).toPlanes()));
      case "chain" -> {
        Numbers x = files.tensor(map(inputs, "input"));
        List<Map<String, Object>> steps = list(attributes, "steps");
        for (Map<String, Object> step : steps) {
          x = apply(text(step, "op"), x, new Arguments(map(step, "attributes")));
        }
        yield x;
      }
      default -> apply(op, files.tensor(map(inputs, "input")), new Arguments(attributes));
    };
  }

  private static Numbers apply(String op, Numbers x, Arguments a) {
    Numbers result =
        switch (op) {
          case "convert" -> Numbers.of(ColorMode.valueOf(a.text("mode")).convert(x.toPicture()));
          case "resize" -> {
            int width = a.integer("width");
            int height = a.integer("height");
            Resampling filter = Resampling.valueOf(a.text("resample"));
            double[] b = a.has("box") ? a.numbers("box") : null;
            yield Numbers.of(
                b == null
                    ? Resize.resize(x.toPicture(), width, height, filter)
                    : Resize.resize(
                        x.toPicture(),
                        width,
                        height,
                        filter,
                        new Region((float) b[0], (float) b[1], (float) b[2], (float) b[3])));
          }
          case "crop" -> {
            double[] b = a.numbers("box");
            Box box = new Box((int) b[0], (int) b[1], (int) b[2], (int) b[3]);
            yield Numbers.of(Crop.crop(x.toPicture(), box));
          }
          case "ciagan_picture" ->
              Numbers.of(Preprocessing.picture(x.toPicture(), a.integer("size"), a.jitter()));
          case "to_tensor" -> Numbers.of(Planes.of(x.toPicture()));
          case "to_picture" -> Numbers.of(x.toPlanes().toPicture());
          case "mask_threshold" -> {
            Planes p = x.toPlanes();
            yield Numbers.of(
                Preprocessing.maskThreshold(p.data(), a.number("threshold")),
                p.channels(),
                p.height(),
                p.width());
          }
          case "normalize" ->
              Numbers.of(x.toPlanes().normalize(a.numbers("mean"), a.numbers("std")));
          case "horizontal_flip" -> Numbers.of(Crop.horizontalFlip(x.toPicture()));
          case "rotate" -> Numbers.of(Rotation.rotate(x.toPicture(), a.number("angle")));
          case "affine" -> {
            double[] shift = a.numbers("translate");
            double[] shear = a.numbers("shear");
            yield Numbers.of(
                Rotation.affine(
                    x.toPicture(),
                    a.number("angle"),
                    shift[0],
                    shift[1],
                    a.number("scale"),
                    shear[0],
                    shear[1]));
          }
          case "padded_crop" ->
              Numbers.of(
                  Crop.paddedCrop(
                      x.toPicture(),
                      a.integer("padding"),
                      a.integer("top"),
                      a.integer("left"),
                      a.integer("height"),
                      a.integer("width")));
          case "erase" ->
              Numbers.of(
                  x.toPlanes()
                      .erase(
                          a.integer("top"),
                          a.integer("left"),
                          a.integer("height"),
                          a.integer("width"),
                          a.number("value")));
          default -> throw new IllegalArgumentException("no op " + op);
        };
    a.checkAllUsed();
    return result;
  }

  /// Attributes, each of which has to be asked for.
  private static final class Arguments {
    private final Map<String, Object> rest;

    Arguments(Map<String, Object> attributes) {
      this.rest = new HashMap<>(attributes);
    }

    boolean has(String name) {
      return rest.get(name) != null;
    }

    String text(String name) {
      String value = ReferenceCases.text(rest, name);
      rest.remove(name);
      return value;
    }

    double number(String name) {
      double value = ReferenceCases.number(rest, name);
      rest.remove(name);
      return value;
    }

    int integer(String name) {
      return (int) number(name);
    }

    double[] numbers(String name) {
      List<Number> list = list(rest, name);
      rest.remove(name);
      return list.stream().mapToDouble(Number::doubleValue).toArray();
    }

    @Nullable CropJitter jitter() {
      if (!has("randoms")) {
        rest.remove("randoms");
        return null;
      }
      double[] r = numbers("randoms");
      return new CropJitter(r[0], r[1], r[2], r[3]);
    }

    void checkAllUsed() {
      if (!rest.isEmpty()) {
        throw new IllegalArgumentException("attributes nobody knows: " + rest);
      }
    }
  }
}

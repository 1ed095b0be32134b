package dev.sosia.cli.verify.kinds;

import dev.sosia.ciagan.data.CropJitter;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.cli.verify.harness.Pictures;
import dev.sosia.cli.verify.harness.TensorSource;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Region;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.picture.Rotation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The operations on pictures under the names that manifests know them by.
final class PictureSteps {
  private final TensorSource tensors;
  private final Fields inputs;
  private @Nullable Values previous;

  PictureSteps(TensorSource tensors, Fields inputs) {
    this.tensors = tensors;
    this.inputs = inputs;
  }

  Fields inputs() {
    return inputs;
  }

  /// Makes `y` the input of the next operation.
  void next(Values y) {
    previous = y;
  }

  /// The result of operation `op`; null if there is none of that name.
  @Nullable Values apply(String op, Fields at) {
    return switch (op) {
      case "decode" -> of(new PictureReader().read(tensors.file(file(), "file"), mode(at)));
      case "convert" -> of(mode(at).convert(picture()));
      case "resize" -> of(resize(at));
      case "crop" -> of(Crop.crop(picture(), box(at)));
      case "ciagan_crop_box" -> cropBox(at);
      case "ciagan_picture" -> of(Preprocessing.picture(picture(), at.size("size"), jitter(at)));
      case "to_tensor" -> of(Planes.of(picture()));
      case "to_picture" -> of(planes("input").toPicture());
      case "mask_threshold" -> maskThreshold(at);
      case "composite" ->
          of(Preprocessing.composite(planes("generated"), planes("mask"), planes("picture")));
      case "normalize" -> of(planes("input").normalize(at.numbers("mean"), at.numbers("std")));
      case "horizontal_flip" -> of(Crop.horizontalFlip(picture()));
      case "rotate" -> of(Rotation.rotate(picture(), at.number("angle")));
      case "affine" -> of(affine(at));
      case "padded_crop" ->
          of(
              Crop.paddedCrop(
                  picture(),
                  at.size("padding"),
                  at.size("top"),
                  at.size("left"),
                  at.size("height"),
                  at.size("width")));
      case "erase" ->
          of(
              planes("input")
                  .erase(
                      at.size("top"),
                      at.size("left"),
                      at.size("height"),
                      at.size("width"),
                      at.number("value")));
      default -> null;
    };
  }

  private Picture resize(Fields at) {
    int width = at.size("width");
    int height = at.size("height");
    Resampling filter = filter(at);
    if (!at.isSet("box")) {
      return Resize.resize(picture(), width, height, filter);
    }
    double[] b = at.numbers("box");
    if (b.length != 4) {
      throw at.error("box", "[left, top, right, bottom]");
    }
    Region region = new Region((float) b[0], (float) b[1], (float) b[2], (float) b[3]);
    return Resize.resize(picture(), width, height, filter, region);
  }

  private static Resampling filter(Fields at) {
    for (Resampling filter : Resampling.values()) {
      if (filter.name().equals(at.text("resample"))) {
        return filter;
      }
    }
    throw at.error("resample", "a filter of Pillow");
  }

  private static ColorMode mode(Fields at) {
    for (ColorMode mode : ColorMode.values()) {
      if (mode.name().equals(at.text("mode"))) {
        return mode;
      }
    }
    throw at.error("mode", "RGB or L");
  }

  private static Box box(Fields at) {
    int[] b = at.sizes("box");
    if (b.length != 4) {
      throw at.error("box", "[left, top, right, bottom]");
    }
    return new Box(b[0], b[1], b[2], b[3]);
  }

  private static @Nullable CropJitter jitter(Fields at) {
    if (!at.isSet("randoms")) {
      at.raw("randoms");
      return null;
    }
    double[] r = at.numbers("randoms");
    if (r.length != 4) {
      throw at.error("randoms", "four numbers or null");
    }
    return new CropJitter(r[0], r[1], r[2], r[3]);
  }

  private static Values cropBox(Fields at) {
    Box b = Preprocessing.cropBox(at.size("width"), at.size("height"), at.size("size"), jitter(at));
    return Values.of(Shape.of(4), b.left(), b.top(), b.right(), b.bottom());
  }

  private Values maskThreshold(Fields at) {
    Values x = input("input");
    if (x.dtype() != DType.F32) {
      throw new ManifestException(inputs.at("input") + ": expected F32, found " + x);
    }
    float[] numbers = x.bytes().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    boolean[] above = Preprocessing.maskThreshold(numbers, at.number("threshold"));
    Values y = Values.zeros(DType.BOOL, x.shape());
    for (int i = 0; i < above.length; i++) {
      y.setLong(i, above[i] ? 1 : 0);
    }
    return y;
  }

  private Picture affine(Fields at) {
    double[] translate = at.numbers("translate");
    double[] shear = at.numbers("shear");
    if (translate.length != 2 || shear.length != 2) {
      throw at.error("shear", "translate and shear as [x, y]");
    }
    return Rotation.affine(
        picture(),
        at.number("angle"),
        translate[0],
        translate[1],
        at.number("scale"),
        shear[0],
        shear[1]);
  }

  private Fields file() {
    return inputs.object("input");
  }

  private Values input(String name) {
    Values before = previous;
    return before != null && name.equals("input") ? before : tensors.tensor(inputs, name);
  }

  private Picture picture() {
    Values v = require(input("input"), DType.U8, "input");
    byte[] data = v.bytes().toArray(ValueLayout.JAVA_BYTE);
    return Picture.of(v.shape().dim(1), v.shape().dim(0), v.shape().dim(2), data);
  }

  private Planes planes(String name) {
    Values v = require(input(name), DType.F32, name);
    float[] data = v.bytes().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    return Planes.of(v.shape().dim(0), v.shape().dim(1), v.shape().dim(2), data);
  }

  private Values require(Values v, DType dtype, String name) {
    if (v.dtype() != dtype || v.shape().rank() != 3) {
      throw new ManifestException(
          inputs.at(name) + ": expected " + dtype + " of 3 dimensions, found " + v);
    }
    return v;
  }

  private static Values of(Picture p) {
    return Pictures.of(p);
  }

  private static Values of(Planes p) {
    Shape shape = Shape.of(p.channels(), p.height(), p.width());
    return new Values(DType.F32, shape, MemorySegment.ofArray(p.data()));
  }
}

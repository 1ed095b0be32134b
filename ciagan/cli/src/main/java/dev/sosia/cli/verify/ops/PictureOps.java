package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Resampling;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;

/// Pooling, resampling and padding.
final class PictureOps {
  private PictureOps() {}

  static void addTo(OpTable t) {
    t.single(
        "avg_pool2d",
        (in, at) ->
            Pooling.avgPool2d(
                in.tensor("input"), window(at, new int[] {1, 1}), at.flag("count_include_pad")));
    t.add(
        "max_pool2d",
        (in, at) ->
            maxima(at, Pooling.maxPool2d(in.tensor("input"), window(at, at.pair("dilation")))));
    t.single(
        "adaptive_avg_pool2d",
        (in, at) -> {
          int[] size = at.pair("output_size");
          return Pooling.adaptiveAvgPool2d(in.tensor("input"), size[0], size[1]);
        });
    t.add(
        "adaptive_max_pool2d",
        (in, at) -> {
          int[] size = at.pair("output_size");
          return maxima(at, Pooling.adaptiveMaxPool2d(in.tensor("input"), size[0], size[1]));
        });
    t.single("interpolate", PictureOps::interpolate);
    t.single("pad", PictureOps::pad);
  }

  private static Pooling.Window window(Fields at, int[] dilation) {
    int[] kernel = at.pair("kernel_size");
    int[] stride = at.pair("stride");
    int[] padding = at.pair("padding");
    return new Pooling.Window(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        padding[0],
        padding[1],
        dilation[0],
        dilation[1],
        at.flag("ceil_mode"));
  }

  private static Op.Result maxima(Fields at, Pooling.Maxima found) {
    return at.flag("return_indices")
        ? Op.Result.of(List.of(found.values(), found.indices()))
        : Op.Result.of(found.values());
  }

  private static Tensor interpolate(OpInputs in, Fields at) {
    Tensor x = in.tensor("input");
    boolean bilinear =
        switch (at.text("mode")) {
          case "nearest" -> false;
          case "bilinear" -> true;
          default -> throw at.error("mode", "nearest or bilinear");
        };
    boolean corners = bilinear && at.flag("align_corners");
    boolean bySize = at.raw("size") != null;
    if (bySize == (at.raw("scale_factor") != null)) {
      throw at.error("scale_factor", "either it or size");
    }
    if (bySize) {
      int[] size = at.pair("size");
      return bilinear
          ? Resampling.bilinear(x, size[0], size[1], corners)
          : Resampling.nearest(x, size[0], size[1]);
    }
    double[] factor = factors(at);
    return bilinear
        ? Resampling.bilinear(x, factor[0], factor[1], corners)
        : Resampling.nearest(x, factor[0], factor[1]);
  }

  private static double[] factors(Fields at) {
    if (at.raw("scale_factor") instanceof Number n) {
      return new double[] {n.doubleValue(), n.doubleValue()};
    }
    double[] factors = at.numbers("scale_factor");
    if (factors.length != 2) {
      throw at.error("scale_factor", "[height, width]");
    }
    return factors;
  }

  private static Tensor pad(OpInputs in, Fields at) {
    Tensor x = in.tensor("input");
    int[] pads = at.sizes("pad");
    return switch (at.text("mode")) {
      case "constant" -> Resampling.padConstant(x, at.number("value"), pads);
      case "reflect" -> Resampling.padReflect(x, pads);
      case "replicate" -> Resampling.padReplicate(x, pads);
      default -> throw at.error("mode", "constant, reflect or replicate");
    };
  }
}

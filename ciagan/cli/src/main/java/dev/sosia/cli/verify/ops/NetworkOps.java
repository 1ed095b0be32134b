package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Composites;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Convolutions, products of matrices, normalisation, and what is composed of them.
final class NetworkOps {
  private NetworkOps() {}

  static void addTo(OpTable t) {
    t.single(
        "conv2d",
        (in, at) ->
            Convolutions.conv2d(
                in.tensor("input"), in.tensor("weight"), in.optional("bias"), window(at)));
    t.single("conv_transpose2d", NetworkOps::convTranspose2d);
    t.single(
        "linear",
        (in, _) -> Products.linear(in.tensor("input"), in.tensor("weight"), in.optional("bias")));
    t.ofTwo("matmul", Products::matmul);
    t.single(
        "instance_norm",
        (in, at) ->
            Normalizations.instanceNorm(
                in.tensor("input"), in.optional("weight"), in.optional("bias"), at.number("eps")));
    t.add("batch_norm", NetworkOps::batchNorm);
    t.add("spectral_norm", NetworkOps::spectralNorm);
    t.single(
        "dropout",
        (in, at) -> Normalizations.dropout(in.tensor("input"), in.tensor("mask"), at.number("p")));
    t.single("gradient_penalty", NetworkOps::gradientPenalty);
  }

  private static Window2d window(Fields at) {
    int[] stride = at.pair("stride");
    int[] padding = at.pair("padding");
    int[] dilation = at.pair("dilation");
    return new Window2d(
        stride[0], stride[1], padding[0], padding[1], dilation[0], dilation[1], at.size("groups"));
  }

  private static Tensor convTranspose2d(OpInputs in, Fields at) {
    int[] more = at.pair("output_padding");
    return Convolutions.convTranspose2d(
        in.tensor("input"), in.tensor("weight"), in.optional("bias"), window(at), more[0], more[1]);
  }

  private static Op.Result batchNorm(OpInputs in, Fields at) {
    Tensor y =
        Normalizations.batchNorm(
            in.tensor("input"),
            in.optional("running_mean"),
            in.optional("running_var"),
            in.optional("weight"),
            in.optional("bias"),
            at.flag("training"),
            at.number("momentum"),
            at.number("eps"));
    Map<String, Tensor> updated = new HashMap<>();
    for (String buffer : List.of("running_mean", "running_var")) {
      if (in.has(buffer)) {
        updated.put(buffer, in.tensor(buffer));
      }
    }
    return new Op.Result(List.of(y), false, updated);
  }

  private static Op.Result spectralNorm(OpInputs in, Fields at) {
    var y =
        Normalizations.spectralNorm(
            in.tensor("weight_orig"),
            in.tensor("u"),
            in.tensor("v"),
            at.size("dim"),
            at.size("n_power_iterations"),
            at.number("eps"));
    return new Op.Result(List.of(y.weight()), false, Map.of("u", y.u(), "v", y.v()));
  }

  /// The penalty of a small critic of two convolutions and a linear layer.
  private static Tensor gradientPenalty(OpInputs in, Fields at) {
    Op.OfOne activation = activation(at);
    boolean norm = at.flag("instance_norm");
    Tensor x = Composites.between(in.tensor("real"), in.tensor("fake"), in.tensor("alpha"));
    return Composites.gradientPenalty(
        x,
        picture -> {
          Tensor h = conv(in, picture, "1", 2);
          if (norm) {
            h = Normalizations.instanceNorm(h, null, null, 1e-5);
          }
          h = activation.apply(conv(in, activation.apply(h), "2", 1));
          Tensor flat = Shapes.reshape(h, h.dim(0), -1);
          return Products.linear(flat, in.tensor("weight3"), in.tensor("bias3"));
        },
        at.number("center"));
  }

  private static Tensor conv(OpInputs in, Tensor x, String layer, int stride) {
    return Convolutions.conv2d(
        x, in.tensor("weight" + layer), in.tensor("bias" + layer), Window2d.of(stride, 1));
  }

  private static Op.OfOne activation(Fields at) {
    return switch (at.text("activation")) {
      case "leaky_relu" -> x -> Elementwise.leakyRelu(x, 0.2);
      case "tanh" -> Elementwise::tanh;
      case "softplus" -> x -> Elementwise.softplus(x, 1, 20);
      case "silu" -> Elementwise::silu;
      default -> throw at.error("activation", "leaky_relu, tanh, softplus or silu");
    };
  }
}

package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// Mean 0 and variance 1 for each channel, then weight and bias. Inputs: x `[N, C, ..]`, and either
/// nothing more or weight `[C]` and bias `[C]`. Outputs: y like x, mean and biased variance, which are
/// `[N, C]` for [Over#SAMPLE] (instance normalisation, Ulyanov et al. 2016) and `[C]` for [Over#BATCH]
/// (batch normalisation in training, Ioffe and Szegedy 2015):
///
///     y = (x - mean) / sqrt(var + eps) * weight[c] + bias[c]
///
/// The variance is computed in two passes: `E[x^2] - E[x]^2` cancels on flat bright skin.
public record ChannelNorm(Over over, double eps) implements Kernel {

  /// What statistics are taken over.
  public enum Over {
    /// Everything after C, for each sample on its own.
    SAMPLE,
    /// The batch and everything after C.
    BATCH
  }

  @Override
  public String name() {
    return over == Over.SAMPLE ? "instance_norm" : "batch_norm";
  }

  /// The shape of the statistics for an input of shape `x`.
  public Shape statistics(Shape x) {
    return over == Over.SAMPLE ? Shape.of(x.dim(0), x.dim(1)) : Shape.of(x.dim(1));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 3, inputs);
    Shape x = inputs.getFirst().shape();
    require(x.rank() >= 2, "input must be [N, C, ..]", inputs);
    require(inputs.size() != 2, "weight and bias come together", inputs);
    if (inputs.size() == 3) {
      requireShape(1, "weight", Shape.of(x.dim(1)), inputs);
      requireShape(2, "bias", Shape.of(x.dim(1)), inputs);
    }
    TensorType statistics = inputs.getFirst().with(statistics(x));
    return List.of(inputs.getFirst(), statistics, statistics);
  }
}

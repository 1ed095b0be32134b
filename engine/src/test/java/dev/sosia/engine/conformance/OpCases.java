package dev.sosia.engine.conformance;

import java.util.List;
import java.util.stream.Stream;

/// Every operation, at every size that has made some kernel somewhere fail: nothing, one, odd
/// numbers around the width of a vector and the edge of a tile.
public final class OpCases {
  private OpCases() {}

  /// All cases of all families.
  public static List<OpCase> all() {
    return Stream.of(
            ElementwiseCases.all(),
            ShapesCases.all(),
            ReductionCases.all(),
            ProductCases.all(),
            ConvolutionCases.all(),
            NormalizationCases.all(),
            IndexingCases.all(),
            PoolingCases.all(),
            ResamplingCases.all(),
            LossCases.all())
        .flatMap(List::stream)
        .toList();
  }
}

package dev.sosia.weights.value;

/// The elements of a strided view in row-major order, told as runs of equal stride: as few as the
/// layout allows, one for a contiguous tensor.
final class StridedRuns {
  private final long[] sizes;
  private final long[] strides;
  private final int rank;

  /// `count` elements: at `start`, `start + stride`, and so on, counted in elements of the storage.
  @FunctionalInterface
  interface Visitor {
    void run(long start, long count, long stride);
  }

  StridedRuns(int[] dims, long[] viewStrides) {
    sizes = new long[dims.length];
    strides = new long[dims.length];
    int n = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 1) {
        continue;
      }
      if (n > 0 && strides[n - 1] == viewStrides[i] * dims[i]) {
        sizes[n - 1] *= dims[i]; // the outer dimension goes on where the inner one ends
      } else {
        sizes[n++] = dims[i];
      }
      strides[n - 1] = viewStrides[i];
    }
    rank = n;
  }

  /// Whether all elements lie one behind the other.
  boolean contiguous() {
    return rank == 0 || (rank == 1 && strides[0] == 1);
  }

  void forEach(long offset, Visitor visitor) {
    if (rank == 0) {
      visitor.run(offset, 1, 1);
      return;
    }
    int inner = rank - 1;
    long[] at = new long[inner];
    long start = offset;
    while (true) {
      visitor.run(start, sizes[inner], strides[inner]);
      int d = inner - 1;
      while (d >= 0 && ++at[d] == sizes[d]) {
        start -= strides[d] * (sizes[d] - 1);
        at[d--] = 0;
      }
      if (d < 0) {
        return;
      }
      start += strides[d];
    }
  }
}

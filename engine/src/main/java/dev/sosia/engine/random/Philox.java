package dev.sosia.engine.random;

import java.util.random.RandomGenerator;

/// Philox 4x32-10, a counter-based generator (Salmon et al., "Parallel random numbers: as easy as
/// 1, 2, 3", SC 2011): draw number i of stream s under a seed is a function of these three numbers
/// alone. The whole state is (seed, stream, position), and any position can be jumped to.
public final class Philox implements RandomGenerator {
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;

  private final long seed;
  private final long stream;
  private long position;
  private long blockNumber = -1;
  private long low;
  private long high;

  /// The generator at its first draw.
  public Philox(long seed, long stream) {
    this(seed, stream, 0);
  }

  /// The generator after `position` draws of [#nextLong].
  public Philox(long seed, long stream, long position) {
    this.seed = seed;
    this.stream = stream;
    this.position = position;
  }

  public long seed() {
    return seed;
  }

  public long stream() {
    return stream;
  }

  /// How many longs have been drawn: with seed and stream, the whole state.
  public long position() {
    return position;
  }

  @Override
  public long nextLong() {
    long block = position >>> 1;
    if (block != blockNumber) {
      compute(block);
      blockNumber = block;
    }
    return (position++ & 1) == 0 ? low : high;
  }

  /// Ten rounds over the counter (block, stream) under the key (seed).
  private void compute(long block) {
    int c0 = (int) block;
    int c1 = (int) (block >>> 32);
    int c2 = (int) stream;
    int c3 = (int) (stream >>> 32);
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < 10; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c0 = n0;
      c1 = (int) p1;
      c2 = n2;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    low = (c0 & 0xFFFFFFFFL) | (long) c1 << 32;
    high = (c2 & 0xFFFFFFFFL) | (long) c3 << 32;
  }
}

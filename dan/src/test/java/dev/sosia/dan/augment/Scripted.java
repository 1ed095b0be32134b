package dev.sosia.dan.augment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// A generator that draws what it is told: shares of a range.
final class Scripted implements RandomGenerator {
  private final Deque<Double> shares = new ArrayDeque<>();

  Scripted(double... shares) {
    for (double s : shares) {
      this.shares.add(s);
    }
  }

  boolean isUsedUp() {
    return shares.isEmpty();
  }

  @Override
  public double nextDouble() {
    return shares.remove();
  }

  @Override
  public double nextDouble(double origin, double bound) {
    return origin + nextDouble() * (bound - origin);
  }

  @Override
  public int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("only shares are drawn");
  }
}

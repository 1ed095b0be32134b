package dev.sosia.trainer.plot;

import java.util.Arrays;

/// A number over the steps of a run, in few points however long the run is: each is the mean of a
/// stretch of steps, and the same smoothed.
///
/// @param name of the number
/// @param steps the last step of each stretch
/// @param means of the number over each stretch
/// @param smoothed an exponential mean over all steps so far, at the end of each stretch
public record Curve(String name, double[] steps, double[] means, double[] smoothed) {

  /// Takes the values of a number one by one and makes a curve of them, without keeping them.
  public static final class Builder {
    private static final int POINTS = 800;
    private static final double WINDOW_SHARE = 0.01;
    private static final double LEAST_WINDOW = 5;

    private final double[] steps = new double[2 * POINTS];
    private final double[] means = new double[2 * POINTS];
    private final double[] smoothed = new double[2 * POINTS];
    private final String name;
    private final long stretch;
    private final double share;
    private int points;
    private long inStretch;
    private double sum;
    private double mean;
    private double weight;

    /// A curve of about `count` values, smoothed over the hundredth part of them, at least five.
    public Builder(String name, long count) {
      this.name = name;
      this.stretch = Math.max(1, (count + POINTS - 1) / POINTS);
      this.share = 1 / Math.max(LEAST_WINDOW, count * WINDOW_SHARE);
    }

    /// Adds the value of `step`; what comes after twice as many as announced is left out.
    public void add(long step, double value) {
      mean += (value - mean) * share;
      weight += (1 - weight) * share;
      sum += value;
      inStretch++;
      if (inStretch == stretch && points < steps.length) {
        steps[points] = step;
        means[points] = sum / inStretch;
        smoothed[points] = mean / weight; // the first values are not drawn towards 0
        points++;
        inStretch = 0;
        sum = 0;
      }
    }

    public Curve build() {
      return new Curve(
          name,
          Arrays.copyOf(steps, points),
          Arrays.copyOf(means, points),
          Arrays.copyOf(smoothed, points));
    }
  }
}

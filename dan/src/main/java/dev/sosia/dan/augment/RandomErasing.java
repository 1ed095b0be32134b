package dev.sosia.dan.augment;

import dev.sosia.landmarks.picture.Planes;
import java.util.random.RandomGenerator;

/// Half of the faces lose a rectangle: torchvision's `RandomErasing` with value 0, which after
/// normalisation is the mean colour.
///
/// Source: Zhong and others, "Random Erasing Data Augmentation", 2017; torchvision 0.14.1.
///
/// @param least, most the rectangle's share of the area, drawn uniformly
public record RandomErasing(double least, double most) {
  private static final double PROBABILITY = 0.5;
  private static final double FLATTEST = 0.3;
  private static final double TALLEST = 3.3;
  private static final int TRIES = 10;

  /// The face with or without its rectangle.
  public Planes of(Planes x, RandomGenerator random) {
    if (random.nextDouble() >= PROBABILITY) {
      return x;
    }
    int height = x.height();
    int width = x.width();
    for (int i = 0; i < TRIES; i++) {
      double area = random.nextDouble(least, most) * height * width;
      double aspect = Math.exp(random.nextDouble(Math.log(FLATTEST), Math.log(TALLEST)));
      int h = (int) Math.rint(Math.sqrt(area * aspect));
      int w = (int) Math.rint(Math.sqrt(area / aspect));
      if (h < height && w < width) {
        int top = random.nextInt(height - h + 1);
        int left = random.nextInt(width - w + 1);
        return x.erase(top, left, h, w, 0);
      }
    }
    return x;
  }
}

package dev.sosia.study.protocol;

import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;

/// A picture moved within its frame, its edge repeated where it leaves room.
///
/// @param right, down in pixels, either sign
public record Shift(int right, int down) implements PictureStep {
  @Override
  public String words() {
    return "moved by (%d, %d) pixels".formatted(right, down);
  }

  @Override
  public Picture apply(Picture picture) {
    return Crop.edgeCrop(
        picture, new Box(-right, -down, picture.width() - right, picture.height() - down));
  }
}

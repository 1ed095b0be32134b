package dev.sosia.cli.verify.harness;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// 8-bit pictures as U8 values `[H, W, C]`.
public final class Pictures {
  private Pictures() {}

  public static Values read(Path file) {
    return of(new PictureReader().read(file));
  }

  public static Values of(Picture p) {
    Shape shape = Shape.of(p.height(), p.width(), p.channels());
    return new Values(DType.U8, shape, MemorySegment.ofArray(p.data()));
  }
}

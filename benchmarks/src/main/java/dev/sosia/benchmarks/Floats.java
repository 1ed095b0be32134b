package dev.sosia.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tensors handed between processes: `NAME.f32`, the F32 values little-endian and row-major.
public final class Floats {
  private static final String ENDING = ".f32";

  private Floats() {}

  public static void write(Path folder, String name, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ENDING), bytes.array());
  }

  public static float[] read(Path folder, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name + ENDING));
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}

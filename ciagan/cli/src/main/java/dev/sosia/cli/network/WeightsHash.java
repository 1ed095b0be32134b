package dev.sosia.cli.network;

import dev.sosia.engine.io.Sha256;
import dev.sosia.engine.nn.Layer;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The SHA-256 of a network's weights, whatever file they came in: over each tensor's name, type,
/// shape and little-endian values, in the order of the state dict.
public final class WeightsHash {
  private WeightsHash() {}

  public static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String of(Layer layer) {
    try (Arena arena = Arena.ofConfined()) {
      MessageDigest digest = Sha256.digest();
      StateDict state = LayerState.read(layer, arena);
      state
          .tensors()
          .forEach(
              (name, t) -> {
                String head = name + " " + t.dtype() + " " + t.shape() + "\n";
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(t.packed(arena).asByteBuffer());
              });
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}

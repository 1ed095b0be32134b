package dev.sosia.weights;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// How a checkpoint lies in its file.
public enum CheckpointFormat {
  /// A zip archive of `torch.save`.
  PTH("pth"),
  /// What `torch.save` wrote before PyTorch 1.6.
  LEGACY_PTH("pth-legacy"),
  /// Hugging Face's safetensors.
  SAFETENSORS("safetensors"),
  /// One NumPy array.
  NPY("npy"),
  /// A zip archive of NumPy arrays.
  NPZ("npz");

  private final String label;

  CheckpointFormat(String label) {
    this.label = label;
  }

  /// A short name for reports.
  public String label() {
    return label;
  }

  /// The format that the ending of a file's name promises: `.pth` and `.pt`, `.safetensors`,
  /// `.npy`, `.npz`, in any case.
  public static Optional<CheckpointFormat> byEnding(Path file) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "pth", "pt" -> Optional.of(PTH);
      case "safetensors" -> Optional.of(SAFETENSORS);
      case "npy" -> Optional.of(NPY);
      case "npz" -> Optional.of(NPZ);
      default -> Optional.empty();
    };
  }
}

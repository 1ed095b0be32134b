package dev.sosia.study.identity;

import java.util.Locale;

/// What of a face a judge of identity may look at.
public enum FaceView {
  /// All of its square, with hair, neck and background, which CIAGAN leaves as they are.
  WHOLE {
    @Override
    public AlignedFace of(AlignedFace face) {
      return face;
    }
  },

  /// Only the region that CIAGAN replaces.
  INSIDE {
    @Override
    public AlignedFace of(AlignedFace face) {
      return face.inside();
    }
  };

  /// What may be seen of a face.
  public abstract AlignedFace of(AlignedFace face);

  /// The name in tables: `whole`, `inside`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.sosia.ciagan.data;

/// Two pictures that go through a training step together: the first is anonymized, the second says
/// into whom.
public record Pair(PictureId first, PictureId second) {

  /// Whether both show the same person.
  public boolean isSame() {
    return first.identity() == second.identity();
  }
}

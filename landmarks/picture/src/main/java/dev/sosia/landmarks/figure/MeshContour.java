package dev.sosia.landmarks.figure;

import java.util.List;

/// An outline of the face mesh of 468 points (478 with irises), by the indices of its points. Right
/// and left are the person's: right is on the picture's left.
///
/// Source: MediaPipe's `face_mesh_connections.py`.
public enum MeshContour {
  FACE_OVAL(
      true, 10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
      152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
  OUTER_LIPS_LOWER(false, 61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291),
  OUTER_LIPS_UPPER(false, 61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291),
  INNER_LIPS_LOWER(false, 78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308),
  INNER_LIPS_UPPER(false, 78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308),
  RIGHT_EYE_LOWER(false, 33, 7, 163, 144, 145, 153, 154, 155, 133),
  RIGHT_EYE_UPPER(false, 33, 246, 161, 160, 159, 158, 157, 173, 133),
  LEFT_EYE_LOWER(false, 263, 249, 390, 373, 374, 380, 381, 382, 362),
  LEFT_EYE_UPPER(false, 263, 466, 388, 387, 386, 385, 384, 398, 362),
  RIGHT_BROW_LOWER(false, 46, 53, 52, 65, 55),
  RIGHT_BROW_UPPER(false, 70, 63, 105, 66, 107),
  LEFT_BROW_LOWER(false, 276, 283, 282, 295, 285),
  LEFT_BROW_UPPER(false, 300, 293, 334, 296, 336),
  RIGHT_IRIS(true, 469, 470, 471, 472),
  LEFT_IRIS(true, 474, 475, 476, 477),
  NOSE_RIDGE(false, 168, 6, 197, 195, 5, 4, 1, 19, 94, 2),
  NOSE_BASE(false, 98, 97, 2, 326, 327);

  private final boolean closed;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes an immutable list
  private final List<Integer> points;

  MeshContour(boolean closed, Integer... points) {
    this.closed = closed;
    this.points = List.of(points);
  }

  /// Whether the last point is joined to the first.
  public boolean closed() {
    return closed;
  }

  /// The points' indices in the mesh, in order.
  public List<Integer> points() {
    return points;
  }
}

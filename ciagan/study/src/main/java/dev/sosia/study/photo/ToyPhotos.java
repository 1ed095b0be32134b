package dev.sosia.study.photo;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.layout.RafDbPlan;
import dev.sosia.study.protocol.JpegGeneration;
import dev.sosia.study.protocol.PublishedProtocol;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Drawn people as RAF-DB's aligned photos are: cut to the face, 100 x 100 pixels, JPEG. Their
/// points are the drawing's. Each is drawn once and kept: 30 kB each.
public final class ToyPhotos implements LabelledPhotos {
  private static final JpegGeneration STORED = new JpegGeneration(JpegGeneration.OPENCV);

  private final ToyFaces faces;
  private final ConcurrentMap<Integer, Photo> drawn = new ConcurrentHashMap<>();

  public ToyPhotos(ToyFaces faces) {
    this.faces = faces;
  }

  @Override
  public String name() {
    return faces.toString();
  }

  @Override
  public int size() {
    return faces.ids() * faces.perId();
  }

  @Override
  public int people() {
    return faces.ids();
  }

  @Override
  public PictureId id(int i) {
    return new PictureId(i / faces.perId(), i % faces.perId());
  }

  @Override
  public Emotion truth(int i) {
    PictureId id = id(i);
    int rafDb = RafDbPlan.label(faces.expression(id.identity(), id.number()));
    return LabelOrder.RAFDB.emotions().get(rafDb - 1);
  }

  @Override
  public Picture picture(int i) {
    return photo(i).picture();
  }

  @Override
  public FaceLandmarks points(int i) {
    return photo(i).points();
  }

  @Override
  public Photo photo(int i) {
    return drawn.computeIfAbsent(i, this::draw);
  }

  @Override
  public Photo whole(int i) {
    PictureId id = id(i);
    ToyFace face = faces.face(id.identity(), id.number());
    return new Photo(face.picture(), face.landmarks());
  }

  private Photo draw(int i) {
    Photo whole = whole(i);
    int side = PublishedProtocol.SIDE;
    FaceSquare square = FaceSquare.around(whole.points());
    Picture picture = Resize.resize(square.of(whole.picture()), side, side, Resampling.BILINEAR);
    return new Photo(STORED.apply(picture), square.of(whole.points(), side));
  }
}

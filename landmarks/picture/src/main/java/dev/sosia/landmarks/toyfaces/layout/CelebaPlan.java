package dev.sosia.landmarks.toyfaces.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFace;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// CelebA's layout: `img_align_celeba/000001.jpg` and `identity_CelebA.txt` with lines `000001.jpg
/// ID`; and the true points in `points.jsonl`, which CelebA has not.
///
/// Source: Liu, Luo, Wang, Tang, "Deep Learning Face Attributes in the Wild", 2015.
public final class CelebaPlan extends ToyFacePlan {
  /// A plan for these people.
  ///
  /// @throws dev.sosia.engine.error.InputException if there are a million photos or more
  public CelebaPlan(ToyFaces faces) {
    super(faces);
  }

  private static String name(int piece) {
    return String.format(Locale.ROOT, "%06d.jpg", piece + 1);
  }

  @Override
  Picture picture(ToyFace photo) {
    return photo.picture();
  }

  @Override
  FaceLandmarks points(FaceLandmarks inPhoto) {
    return inPhoto;
  }

  @Override
  public List<String> names(int piece) {
    return List.of("img_align_celeba/" + name(piece));
  }

  @Override
  public SequencedMap<String, byte[]> lists() {
    StringBuilder identities = new StringBuilder();
    for (int i = 0; i < pieces(); i++) {
      int id = faces.startId() + person(i) + 1;
      identities.append(name(i)).append(' ').append(id).append('\n');
    }
    SequencedMap<String, byte[]> lists = new LinkedHashMap<>();
    lists.put("identity_CelebA.txt", identities.toString().getBytes(UTF_8));
    lists.put(POINTS, points(CelebaPlan::name));
    return lists;
  }

  @Override
  public List<String> entries() {
    return List.of("identity_CelebA.txt", "img_align_celeba", POINTS);
  }
}

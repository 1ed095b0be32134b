package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Planes;

/// k-Same: people are put in groups of at least k who look alike, and in the place of each face
/// stands the average face of its group. Whoever sees such a face alone cannot tell better than 1
/// in k whose it was.
///
/// Source: Newton, Sweeney, Malin, "Preserving Privacy by De-identifying Facial Images",
/// CMU-CS-03-119, 2003, in pixel space. Their gallery holds one face of each person. Here a person
/// is the mean of all their faces, each brought over the others by its mask; so a group shows one
/// face in all its pictures, and putting several pictures of one person side by side tells no more
/// than one does.
///
/// What the guarantee is about is the average. Where it stands and which outline it is cut to
/// follow the person's own mask, as with every method here.
///
/// @param k how many people each face stands for, at least 2
public record KSame(int k) implements SimpleMethod {
  /// Where nothing else is said.
  public static final int K = 5;

  /// Checks the number.
  ///
  /// @throws InputException if a face would stand for one person
  public KSame {
    if (k < 2) {
      throw new InputException("method k-same: k is at least 2, not " + k);
    }
  }

  @Override
  public int looksAt(FaceData data) {
    return data.size();
  }

  @Override
  public FaceDrawer on(FaceData data, int size, long seed, Runnable each) {
    MeanFaces people = MeanFaces.of(data, size, each);
    FaceGroups groups = FaceGroups.of(people.faces(), people.covered(), k);
    MaskFrame standard = MaskFrame.standard(size);
    return sample ->
        MaskFrame.of(sample.mask())
            .map(frame -> standard.moved(average(people, groups, sample, size), frame))
            .orElse(sample.face()); // a mask that covers nothing shows nothing of it
  }

  private static Planes average(MeanFaces people, FaceGroups groups, Sample sample, int size) {
    int row = people.row(sample.id().identity());
    return Planes.of(3, size, size, groups.face(row));
  }
}

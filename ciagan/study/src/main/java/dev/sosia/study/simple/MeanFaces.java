package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Planes;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/// The mean face of each person of a data set, in [MaskFrame#standard]. Pictures that cannot be
/// read, or whose mask covers nothing, are passed over.
///
/// @param faces a row for each person who has a picture, `[3, size, size]`, 0..1
/// @param rows the row of each identity, -1 for who has no picture
/// @param covered for each column of `faces`, the share of pictures whose mask covers it
record MeanFaces(FMatrixRMaj faces, int[] rows, float[] covered) {

  static MeanFaces of(FaceData data, int size, Runnable each) {
    SampleLoader loader = new SampleLoader(data, size);
    MaskFrame standard = MaskFrame.standard(size);
    int columns = 3 * size * size;
    FMatrixRMaj sums = new FMatrixRMaj(data.identities(), columns);
    float[] covered = new float[columns];
    int[] pictures = new int[data.identities()];
    for (PictureId id : data.pictures()) {
      Optional<Sample> sample = load(loader, id);
      Optional<MaskFrame> frame = sample.flatMap(s -> MaskFrame.of(s.mask()));
      if (sample.isPresent() && frame.isPresent()) {
        add(frame.get().moved(sample.get().face(), standard), sums.data, id.identity() * columns);
        Planes mask = frame.get().moved(sample.get().mask(), standard);
        for (int c = 0; c < 3; c++) {
          addPlane(mask, covered, c * size * size);
        }
        pictures[id.identity()]++;
      }
      each.run();
    }
    int all = Arrays.stream(pictures).sum();
    for (int i = 0; i < columns; i++) {
      covered[i] /= Math.max(all, 1);
    }
    return new MeanFaces(compact(sums, pictures), rows(pictures), covered);
  }

  private static Optional<Sample> load(SampleLoader loader, PictureId id) {
    try {
      return Optional.of(loader.load(id, null));
    } catch (InputException e) {
      return Optional.empty(); // recorded as failed when it is its turn to be replaced
    }
  }

  private static void add(Planes face, float[] sums, int from) {
    for (int i = 0; i < face.data().length; i++) {
      sums[from + i] += face.data()[i];
    }
  }

  /// Adds a mask's first plane.
  private static void addPlane(Planes mask, float[] sums, int from) {
    for (int i = 0; i < mask.height() * mask.width(); i++) {
      sums[from + i] += mask.data()[i];
    }
  }

  private static int[] rows(int[] pictures) {
    int[] rows = new int[pictures.length];
    int next = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = pictures[i] > 0 ? next++ : -1;
    }
    return rows;
  }

  /// Sums to means, and the rows of those who have no picture left out.
  private static FMatrixRMaj compact(FMatrixRMaj sums, int[] pictures) {
    int columns = sums.numCols;
    int row = 0;
    for (int i = 0; i < pictures.length; i++) {
      if (pictures[i] > 0) {
        for (int c = 0; c < columns; c++) {
          sums.data[row * columns + c] = sums.data[i * columns + c] / pictures[i];
        }
        row++;
      }
    }
    sums.reshape(row, columns); // keeps what is in front
    return sums;
  }

  /// The row of a person.
  ///
  /// @throws InputException if no picture of them was in the gallery
  int row(int identity) {
    if (identity < 0 || identity >= rows.length || rows[identity] < 0) {
      throw new InputException("person " + identity + " is not in the gallery");
    }
    return rows[identity];
  }
}

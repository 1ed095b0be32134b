package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.Arrays;

/// A tensor of a reference case, every number widened to F64.
record Numbers(String dtype, int[] shape, double[] values) {

  static Numbers of(Picture p) {
    double[] values = new double[p.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = p.data()[i] & 255;
    }
    return new Numbers("U8", new int[] {p.height(), p.width(), p.channels()}, values);
  }

  static Numbers of(Planes p) {
    double[] values = new double[p.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = p.data()[i];
    }
    return new Numbers("F32", new int[] {p.channels(), p.height(), p.width()}, values);
  }

  static Numbers of(boolean[] x, int... shape) {
    double[] values = new double[x.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = x[i] ? 1 : 0;
    }
    return new Numbers("BOOL", shape, values);
  }

  Picture toPicture() {
    if (!dtype.equals("U8") || shape.length != 3) {
      throw new IllegalArgumentException(dtype + Arrays.toString(shape) + " is no picture");
    }
    byte[] data = new byte[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) values[i];
    }
    return Picture.of(shape[1], shape[0], shape[2], data);
  }

  Planes toPlanes() {
    if (!dtype.equals("F32") || shape.length != 3) {
      throw new IllegalArgumentException(dtype + Arrays.toString(shape) + " are no planes");
    }
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return Planes.of(shape[0], shape[1], shape[2], data);
  }
}

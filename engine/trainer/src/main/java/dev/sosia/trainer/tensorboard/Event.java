package dev.sosia.trainer.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/// The messages of an event file, encoded.
final class Event {
  // Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  // Summary and Summary.Value
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  // Summary.Image
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int COLORSPACE = 3;
  private static final int ENCODED = 4;
  private static final int RGB = 3;
  // SessionLog
  private static final int STATUS = 1;
  private static final int START = 1;
  // where a PNG file says its size: signature, then the chunk IHDR
  private static final int PNG_WIDTH = 16;
  private static final int PNG_HEIGHT = 20;

  private Event() {}

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e); // an array takes everything
    }
    return bytes.toByteArray();
  }

  /// The first event of a file.
  static byte[] version(double time, String version) {
    return message(
        out -> {
          out.writeDouble(WALL_TIME, time);
          out.writeString(FILE_VERSION, version);
        });
  }

  /// Says that `step` and all after it are going to be taken again.
  static byte[] restart(double time, long step) {
    byte[] session = message(out -> out.writeEnum(STATUS, START));
    return message(
        out -> {
          out.writeDouble(WALL_TIME, time);
          out.writeInt64(STEP, step);
          out.writeByteArray(SESSION_LOG, session);
        });
  }

  static byte[] scalars(double time, long step, Map<String, Double> values) {
    return summary(
        time,
        step,
        out -> {
          for (Map.Entry<String, Double> entry : values.entrySet()) {
            float value = entry.getValue().floatValue();
            out.writeByteArray(
                VALUE,
                message(
                    v -> {
                      v.writeString(TAG, entry.getKey());
                      v.writeFloat(SIMPLE_VALUE, value);
                    }));
          }
        });
  }

  static byte[] image(double time, long step, String name, byte[] png) {
    ByteBuffer head = ByteBuffer.wrap(png);
    byte[] image =
        message(
            out -> {
              out.writeInt32(HEIGHT, head.getInt(PNG_HEIGHT));
              out.writeInt32(WIDTH, head.getInt(PNG_WIDTH));
              out.writeInt32(COLORSPACE, RGB);
              out.writeBytes(ENCODED, ByteString.copyFrom(png));
            });
    byte[] value =
        message(
            out -> {
              out.writeString(TAG, name);
              out.writeByteArray(IMAGE, image);
            });
    return summary(time, step, out -> out.writeByteArray(VALUE, value));
  }

  private static byte[] summary(double time, long step, Fields values) {
    byte[] summary = message(values);
    return message(
        out -> {
          out.writeDouble(WALL_TIME, time);
          out.writeInt64(STEP, step);
          out.writeByteArray(SUMMARY, summary);
        });
  }
}

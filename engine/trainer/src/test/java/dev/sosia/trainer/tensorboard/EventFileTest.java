package dev.sosia.trainer.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.sosia.engine.error.EnvironmentException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads event files back with a parser of its own.
class EventFileTest {
  @TempDir Path folder;

  @Test
  void aFileBeginsWithItsVersionAndHoldsScalarsInOrder() throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("critic", 0.25);
    values.put("generator", -3.5);
    long before = System.currentTimeMillis() / 1000;
    try (EventFile events = EventFile.create(folder, 1)) {
      events.scalars(1, values);
      events.scalars(300, Map.of("critic", Double.NaN));
    }
    List<Message> read = events(only(folder));
    assertThat(read).hasSize(3);
    assertThat(read.get(0).text(3)).isEqualTo("brain.Event:2");
    Message first = read.get(1);
    assertThat(Double.longBitsToDouble(first.number(1)))
        .isBetween((double) before, before + 3600.0);
    assertThat(first.number(2)).isEqualTo(1);
    List<Message> summary = first.message(5).messages(1);
    assertThat(summary).extracting(v -> v.text(1)).containsExactly("critic", "generator");
    assertThat(summary)
        .extracting(v -> Float.intBitsToFloat((int) v.number(2)))
        .containsExactly(0.25f, -3.5f);
    assertThat(read.get(2).number(2)).isEqualTo(300);
    assertThat(read.get(2).message(5).message(1).number(2)).isEqualTo(0x7fc00000);
  }

  @Test
  void aPictureHasItsSizeAndItsBytes() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), "png", png);
    try (EventFile events = EventFile.create(folder, 1)) {
      events.image(40, "samples", png.toByteArray());
    }
    Message value = events(only(folder)).get(1).message(5).message(1);
    assertThat(value.text(1)).isEqualTo("samples");
    assertThat(value.message(4).number(1)).as("height").isEqualTo(17);
    assertThat(value.message(4).number(2)).as("width").isEqualTo(31);
    assertThat(value.message(4).number(3)).as("channels").isEqualTo(3);
    assertThat(value.message(4).bytes(4)).isEqualTo(png.toByteArray());
  }

  @Test
  void aRunThatGoesOnHasAFileOfItsOwnThatSaysWhereItBegins() throws IOException {
    EventFile.create(folder, 1).close();
    Path first = only(folder);
    byte[] before = Files.readAllBytes(first);
    EventFile.create(folder, 21).close();
    assertThat(Files.readAllBytes(first)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      Path second = files.filter(f -> !f.equals(first)).findFirst().orElseThrow();
      Message start = events(second).get(1);
      assertThat(start.number(2)).as("step").isEqualTo(21);
      assertThat(start.message(7).number(1)).as("SessionLog.START").isEqualTo(1);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("events"));
    assertThatThrownBy(() -> EventFile.create(file, 1))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theChecksumIsTheOneOfRfc3720() {
    // B.4: 32 bytes of zeros have the checksum aa 36 91 8a, little-endian
    ByteBuffer frame = Records.frame(new byte[32]).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(unmasked(frame.getInt(8 + 4 + 32))).isEqualTo(0x8a9136aa);
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static List<Message> events(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Message> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(bytes.position(), length);
      byte[] event = new byte[(int) bytes.getLong()];
      assertThat(unmasked(bytes.getInt())).isEqualTo(crc32c(length));
      bytes.get(event);
      assertThat(unmasked(bytes.getInt())).isEqualTo(crc32c(event));
      events.add(Message.parse(event));
    }
    return events;
  }

  private static int unmasked(int masked) {
    return Integer.rotateLeft(masked - 0xa282ead8, 15);
  }

  /// Bit by bit, over the reversed polynomial of Castagnoli.
  private static int crc32c(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
      }
    }
    return ~crc;
  }

  /// The fields of a protobuf message by number, as numbers (their bits) or bytes.
  private record Message(Map<Integer, List<Object>> fields) {
    static Message parse(byte[] bytes) throws IOException {
      Map<Integer, List<Object>> fields = new LinkedHashMap<>();
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        Object value =
            switch (WireFormat.getTagWireType(tag)) {
              case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
              case WireFormat.WIRETYPE_FIXED32 -> (long) in.readRawLittleEndian32();
              case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
              default -> in.readByteArray();
            };
        fields
            .computeIfAbsent(WireFormat.getTagFieldNumber(tag), _ -> new ArrayList<>())
            .add(value);
      }
      return new Message(fields);
    }

    List<Object> all(int field) {
      return fields.getOrDefault(field, List.of());
    }

    long number(int field) {
      return (Long) all(field).getFirst();
    }

    byte[] bytes(int field) {
      return (byte[]) all(field).getFirst();
    }

    String text(int field) {
      return new String(bytes(field), java.nio.charset.StandardCharsets.UTF_8);
    }

    Message message(int field) throws IOException {
      return parse(bytes(field));
    }

    List<Message> messages(int field) throws IOException {
      List<Message> messages = new ArrayList<>();
      for (Object bytes : all(field)) {
        messages.add(parse((byte[]) bytes));
      }
      return messages;
    }
  }
}

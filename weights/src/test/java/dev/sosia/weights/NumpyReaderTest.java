package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.type.DType;
import dev.sosia.weights.bytes.ByteWriter;
import dev.sosia.weights.value.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyReaderTest {
  @TempDir Path folder;

  private static byte[] npy(String header, byte[] data) {
    byte[] start = HostileNpyTest.npy(header, 0);
    return new ByteWriter().bytes(start).bytes(data).toByteArray();
  }

  private StateDict read(byte[] file) throws IOException {
    Path path = Files.write(Files.createTempDirectory(folder, "npy").resolve("weights.npy"), file);
    Checkpoint checkpoint = Checkpoint.open(path); // closed with the process: mapped files are few
    return StateDict.of(checkpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n",
        "{\"shape\":(2,3,),\"fortran_order\":False,\"descr\":\"<f4\"}",
        "  { 'shape' : ( 2L , 3L ) , 'descr' : '<f4' , 'fortran_order' : False }",
      })
  void headersOfEveryHonestShapeAreRead(String header) throws IOException {
    HostTensor tensor = read(npy(header, ZipBytes.floats(0, 1, 2, 3, 4, 5))).get("weights");
    assertThat(tensor.shape().dims()).containsExactly(2, 3);
    assertThat(tensor.getDouble(4)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void versionsOneToThreeAreRead(int version) throws IOException {
    byte[] file = HostileNpyTest.npy(version, 59, HostileNpyTest.GOOD, 24);
    assertThat(read(file).get("weights").numel()).isEqualTo(6);
  }

  @Test
  void fortranOrderIsAViewWithItsStrides() throws IOException {
    String header = HostileNpyTest.GOOD.replace("False", "True");
    HostTensor tensor = read(npy(header, ZipBytes.floats(0, 1, 2, 3, 4, 5))).get("weights");
    assertThat(tensor.strides()).containsExactly(1, 2);
    assertThat(tensor.getDouble(1)).isEqualTo(2);
    assertThat(tensor.getDouble(3)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({">f4, F32, 3f800000", ">f2, F16, 3c00", ">f8, F64, 3ff0000000000000", ">i2, I16, 1"})
  void bigEndianElementsAreTurned(String descr, DType dtype, String hex) throws IOException {
    long bits = Long.parseUnsignedLong(hex, 16);
    ByteWriter data = new ByteWriter();
    for (int shift = dtype.bytes() * 8 - 8; shift >= 0; shift -= 8) {
      data.u8((int) (bits >>> shift));
    }
    HostTensor tensor =
        read(npy(
                HostileNpyTest.GOOD.replace("<f4", descr).replace("(2, 3)", "()"),
                data.toByteArray()))
            .get("weights");
    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.getDouble(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "<f8, F64",
    "<f4, F32",
    "<f2, F16",
    "<i8, I64",
    "<i4, I32",
    "<i2, I16",
    "|i1, I8",
    "|u1, U8",
    "|b1, BOOL",
    "<u1, U8",
    ">i1, I8",
  })
  void everyTypeIsRead(String descr, DType dtype) throws IOException {
    String header = HostileNpyTest.GOOD.replace("<f4", descr).replace("(2, 3)", "(0, 7)");
    HostTensor tensor = read(npy(header, new byte[0])).get("weights");
    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.numel()).isZero();
  }

  @Test
  void compressedAndPlainArraysOfAnArchiveAreRead() throws IOException {
    byte[] array = npy(HostileNpyTest.GOOD, ZipBytes.floats(0, 1, 2, 3, 4, 5));
    ZipBytes zip = new ZipBytes().add("a.b.npy", array).add("folder/c.npy", array);
    HostileZipTest.deflate(zip.entries.get(1));
    StateDict arrays = read(zip.bytes());
    assertThat(arrays.tensors().sequencedKeySet()).containsExactly("a.b", "folder/c");
    assertThat(arrays.get("a.b").getDouble(5)).isEqualTo(5);
    assertThat(arrays.get("folder/c").getDouble(5)).isEqualTo(5);
  }
}

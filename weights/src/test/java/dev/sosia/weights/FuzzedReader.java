package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.numpy.NpyReader;
import dev.sosia.weights.numpy.NpzReader;
import dev.sosia.weights.pytorch.LegacyPthReader;
import dev.sosia.weights.pytorch.PthReader;
import dev.sosia.weights.safetensors.SafetensorsReader;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import dev.sosia.weights.zip.ZipArchive;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The readers that take bytes from strangers, each with honest files to begin from. Whatever bytes
/// one is given, it answers with a value or with a [MalformedException].
enum FuzzedReader {
  /// The pickle of an archive that is in order: without this the checksums would stop every change.
  PICKLE {
    @Override
    Value value(byte[] bytes, Arena arena) {
      byte[] storage = ZipBytes.floats(0, 1, 2, 3, 4, 5);
      byte[] archive = ZipBytes.checkpoint(bytes, storage, storage).bytes();
      return PthReader.read(ZipArchive.read(MemorySegment.ofArray(archive)));
    }

    @Override
    List<byte[]> seeds() {
      return List.of(
          PickleBytes.pickle().tensor().stop(),
          PickleBytes.pickle()
              .ops("}q\0(")
              .text("a")
              .ops("](K\1M\1\1J\0\0\0\1NG?\u00f8\0\0\0\0\0\0e")
              .text("b")
              .numbers(1, 1L << 40)
              .text("c")
              .global("torch", "Size")
              .numbers(2, 3)
              .raw(0x85)
              .ops("Ru")
              .stop(),
          PickleBytes.protocol(4)
              .raw(0x95)
              .i64(9)
              .raw(0x8c, 11)
              .ops("collections")
              .raw(0x94, 0x8c, 11)
              .ops("OrderedDict")
              .raw(0x93, 0x94)
              .ops(")R}b")
              .stop(),
          PickleBytes.pickle()
              .global("torch._utils", "_rebuild_parameter")
              .ops("(")
              .tensor()
              .raw(0x88)
              .ops("}tR")
              .stop());
    }
  },

  /// A whole archive.
  ZIP {
    @Override
    Value value(byte[] bytes, Arena arena) {
      return PthReader.read(ZipArchive.read(MemorySegment.ofArray(bytes)));
    }

    @Override
    List<byte[]> seeds() {
      ZipBytes wide = ZipBytes.checkpoint();
      wide.zip64 = true;
      wide.comment = "comment".getBytes(UTF_8);
      wide.entries.forEach(ZipBytes.Entry::defer);
      return List.of(ZipBytes.checkpoint().bytes(), wide.bytes());
    }
  },

  /// PyTorch's old format.
  LEGACY {
    @Override
    Value value(byte[] bytes, Arena arena) {
      return LegacyPthReader.read(MemorySegment.ofArray(bytes));
    }

    @Override
    List<byte[]> seeds() {
      return List.of(new LegacyBytes().bytes());
    }
  },

  SAFETENSORS {
    @Override
    Value value(byte[] bytes, Arena arena) {
      return SafetensorsReader.read(MemorySegment.ofArray(bytes)).tensors();
    }

    @Override
    List<byte[]> seeds() {
      return List.of(
          HostileSafetensorsTest.file("{'__metadata__':{'\\u00e4\\n':'b'}}", 0),
          HostileSafetensorsTest.file(
              "{'a':{'dtype':'F32','shape':[2,3],'data_offsets':[0,24]},"
                  + " 'b':{'dtype':'BOOL','shape':[],'data_offsets':[24,25]}}  ",
              25));
    }
  },

  NPY {
    @Override
    Value value(byte[] bytes, Arena arena) {
      return new Value.TensorValue(NpyReader.read(MemorySegment.ofArray(bytes), arena));
    }

    @Override
    List<byte[]> seeds() {
      return List.of(
          HostileNpyTest.npy(HostileNpyTest.GOOD, 24),
          HostileNpyTest.npy("{\"shape\":(3,),\"fortran_order\":True,\"descr\":\">i2\"}", 6));
    }
  },

  /// NumPy's archives, of which one array is compressed.
  NPZ {
    @Override
    Value value(byte[] bytes, Arena arena) {
      return NpzReader.read(ZipArchive.read(MemorySegment.ofArray(bytes)), arena);
    }

    @Override
    List<byte[]> seeds() {
      byte[] array = HostileNpyTest.npy(HostileNpyTest.GOOD, 24);
      ZipBytes zip = new ZipBytes().add("a.npy", array).add("b.npy", array);
      HostileZipTest.deflate(zip.entries.get(1));
      return List.of(zip.bytes());
    }
  };

  abstract Value value(byte[] bytes, Arena arena);

  abstract List<byte[]> seeds();

  /// Reads `bytes`, and every tensor that is in them.
  ///
  /// @return whether they were taken
  boolean read(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      touch(value(bytes, arena));
      return true;
    } catch (MalformedException _) {
      return false;
    }
  }

  private static void touch(Value value) {
    switch (value) {
      case Value.TensorValue(HostTensor tensor, _, _) -> {
        if (tensor.numel() > 0) {
          tensor.getBits(0);
          tensor.getBits(tensor.numel() - 1);
        }
      }
      case Value.ListValue(List<Value> items) -> items.forEach(FuzzedReader::touch);
      case Value.TupleValue(List<Value> items) -> items.forEach(FuzzedReader::touch);
      case Value.DictValue dict -> dict.items().values().forEach(FuzzedReader::touch);
      default -> {}
    }
  }
}

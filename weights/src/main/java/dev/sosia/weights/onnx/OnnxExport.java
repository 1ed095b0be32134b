package dev.sosia.weights.onnx;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Writes the inference pass of a network as an ONNX file, weights included, for batches of any
/// size.
public final class OnnxExport {
  private OnnxExport() {}

  /// An input of the network.
  ///
  /// @param shape of one sample: the batch comes before it
  public record Input(String name, DType dtype, Shape shape) {
    private TensorType type(int batch) {
      int[] dims = IntStream.concat(IntStream.of(batch), IntStream.of(shape.dims())).toArray();
      return TensorType.of(dtype, dims);
    }
  }

  /// Records `network` on batches of zeros and writes what it computes to `file`, replacing what is
  /// there. The network must be in inference mode, on `device`.
  ///
  /// @param outputs names of its results
  /// @throws InputException if it runs a kernel that ONNX has no operator for, named with its layer
  /// @throws EnvironmentException if the machine refuses to write
  public static void write(
      Path file,
      Device device,
      List<Input> inputs,
      List<String> outputs,
      Function<List<Tensor>, List<Tensor>> network) {
    try (Arena arena = Arena.ofConfined()) {
      OnnxGraph two = graph(2, device, inputs, outputs, network, arena);
      OnnxGraph three = graph(3, device, inputs, outputs, network, arena);
      OnnxWriter.write(file, two.withOpenBatch(three));
    }
  }

  private static OnnxGraph graph(
      int batch,
      Device device,
      List<Input> inputs,
      List<String> outputs,
      Function<List<Tensor>, List<Tensor>> network,
      Arena arena) {
    List<TensorType> types = new ArrayList<>();
    inputs.forEach(input -> types.add(input.type(batch)));
    List<String> names = inputs.stream().map(Input::name).toList();
    return CompiledFunction.record(
        device,
        types,
        network,
        program ->
            new ProgramTranslator(program, device.backend(), arena)
                .translate(names, types, outputs));
  }
}

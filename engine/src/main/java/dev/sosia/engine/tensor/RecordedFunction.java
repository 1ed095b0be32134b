package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A function of tensors as a [Program] to be read, with the values of its constants: for whoever
/// writes a network down in another format. [CompiledFunction] is the one to run.
///
/// What depends on no input is a constant, as there; weights must outlive this.
public final class RecordedFunction implements AutoCloseable {
  private final Device device;
  private final List<TensorType> inputTypes;
  private final List<TensorType> outputTypes;
  private final List<Buffer> constants;
  private final Program program;

  private RecordedFunction(
      Device device,
      List<TensorType> inputTypes,
      List<TensorType> outputTypes,
      List<Buffer> constants,
      Program program) {
    this.device = device;
    this.inputTypes = List.copyOf(inputTypes);
    this.outputTypes = List.copyOf(outputTypes);
    this.constants = constants;
    this.program = program;
  }

  /// Records `body` on zeros of the given types.
  public static RecordedFunction of(
      Device device, List<TensorType> inputTypes, Function<List<Tensor>, List<Tensor>> body) {
    try (Recording recording = new Recording(device)) {
      List<TensorType> outputTypes = new ArrayList<>();
      Program program = recording.of(inputTypes, body, outputTypes);
      List<Buffer> constants = recording.finish(program);
      return new RecordedFunction(device, inputTypes, outputTypes, constants, program);
    }
  }

  public Program program() {
    return program;
  }

  /// The types of the inputs, each of which is a row-major tensor.
  public List<TensorType> inputTypes() {
    return inputTypes;
  }

  public List<TensorType> outputTypes() {
    return outputTypes;
  }

  /// Which of the program's constants these tensors are: names by number of the value. Tensors that
  /// the program does not read are left out.
  public Map<Integer, String> names(Map<String, Tensor> tensors) {
    Map<Buffer, String> names = new HashMap<>();
    tensors.forEach((name, tensor) -> names.putIfAbsent(tensor.storage().buffer(), name));
    Map<Integer, String> found = new HashMap<>();
    for (int v = 0; v < program.values().size(); v++) {
      Buffer constant = program.values().get(v).constant();
      String name = constant == null ? null : names.get(constant);
      if (name != null) {
        found.put(v, name);
      }
    }
    return found;
  }

  /// Fills `target` with all elements of constant `value`, little-endian in its type.
  public void readConstant(int value, MemorySegment target) {
    Buffer constant = program.values().get(value).constant();
    if (constant == null) {
      throw new IllegalArgumentException("value " + value + " is no constant");
    }
    device.backend().read(constant, 0, target);
  }

  /// Bytes of the constants that were computed while recording; weights belong to their network.
  long constantBytes() {
    return constants.stream().mapToLong(Buffer::bytes).sum();
  }

  @Override
  public void close() {
    new HashSet<>(constants).forEach(device::free);
    constants.clear();
  }
}

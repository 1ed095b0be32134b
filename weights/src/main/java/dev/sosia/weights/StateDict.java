package dev.sosia.weights;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.numpy.NpzWriter;
import dev.sosia.weights.pytorch.PthWriter;
import dev.sosia.weights.safetensors.SafetensorsWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The tensors of a network by name, in the file's order, and what else the file holds.
///
/// @param tensors the tensors; their memory belongs to whoever made them
/// @param other values that are no tensors of the network, such as an epoch or an optimiser's state
public record StateDict(
    SequencedMap<String, HostTensor> tensors, SequencedMap<String, Value> other) {
  private static final List<String> WRAPPERS = List.of("model_state_dict", "state_dict");
  private static final String DATA_PARALLEL = "module.";
  private static final String FORMAT = "format";

  public StateDict {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    other = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(other));
  }

  /// A state dict of these tensors.
  public static StateDict of(SequencedMap<String, HostTensor> tensors) {
    return new StateDict(tensors, new LinkedHashMap<>());
  }

  /// The network's tensors in `checkpoint`: those in its dictionary `model_state_dict`, else in
  /// `state_dict`, else in the dictionary itself. A `module.` before all names, which
  /// `DataParallel` puts there, is dropped. Items of a list are named by their place, a single
  /// tensor by its file.
  ///
  /// The tensors live as long as the checkpoint is open.
  public static StateDict of(Checkpoint checkpoint) {
    LinkedHashMap<String, HostTensor> tensors = new LinkedHashMap<>();
    LinkedHashMap<String, Value> other = new LinkedHashMap<>();
    SequencedMap<String, Value> all = named(checkpoint);
    SequencedMap<String, Value> network = all;
    for (String wrapper : WRAPPERS) {
      if (all.get(wrapper) instanceof Value.DictValue wrapped) {
        all.forEach((name, value) -> other.put(name, value));
        other.remove(wrapper);
        network = named(wrapped);
        break;
      }
    }
    network.forEach(
        (name, value) -> {
          if (value instanceof Value.TensorValue tensor) {
            tensors.put(name, tensor.tensor());
          } else {
            other.put(name, value);
          }
        });
    StateDict found = new StateDict(tensors, other);
    boolean parallel = tensors.keySet().stream().allMatch(name -> name.startsWith(DATA_PARALLEL));
    return parallel && !tensors.isEmpty() ? found.withoutPrefix(DATA_PARALLEL) : found;
  }

  private static SequencedMap<String, Value> named(Checkpoint checkpoint) {
    return switch (checkpoint.value()) {
      case Value.DictValue dict -> named(dict);
      case Value.ListValue(List<Value> items) -> numbered(items);
      case Value.TupleValue(List<Value> items) -> numbered(items);
      case Value single -> {
        String file = String.valueOf(checkpoint.file().getFileName());
        int dot = file.lastIndexOf('.');
        LinkedHashMap<String, Value> named = new LinkedHashMap<>();
        named.put(dot > 0 ? file.substring(0, dot) : file, single);
        yield named;
      }
    };
  }

  private static SequencedMap<String, Value> numbered(List<Value> items) {
    LinkedHashMap<String, Value> named = new LinkedHashMap<>();
    items.forEach(item -> named.put(Integer.toString(named.size()), item));
    return named;
  }

  private static SequencedMap<String, Value> named(Value.DictValue dict) {
    LinkedHashMap<String, Value> named = new LinkedHashMap<>();
    dict.items()
        .forEach(
            (key, value) -> {
              String name =
                  switch (key) {
                    case Value.Str(String text) -> text;
                    case Value.Int(var number) -> number.toString();
                    default -> key.toString();
                  };
              if (named.putIfAbsent(name, value) != null) {
                throw new InputException(
                    "a dictionary has both a number and a text '" + name + "' as keys");
              }
            });
    return named;
  }

  /// The tensor called `name`.
  ///
  /// @throws InputException if there is none
  public HostTensor get(String name) {
    HostTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new InputException("there is no tensor '" + name + "'");
    }
    return tensor;
  }

  /// The same tensors with `prefix` taken off every name that begins with it.
  ///
  /// @throws InputException if no name does, or two names become one
  public StateDict withoutPrefix(String prefix) {
    LinkedHashMap<String, HostTensor> renamed = new LinkedHashMap<>();
    boolean found = false;
    for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
      boolean here = entry.getKey().startsWith(prefix);
      found |= here;
      String name = here ? entry.getKey().substring(prefix.length()) : entry.getKey();
      if (renamed.put(name, entry.getValue()) != null) {
        throw new InputException(
            "without the prefix '" + prefix + "' two tensors would be called '" + name + "'");
      }
    }
    if (!found) {
      throw new InputException("no tensor's name begins with '" + prefix + "'");
    }
    return new StateDict(renamed, other);
  }

  /// The same tensors with every floating-point one as type `to`, rounded to nearest, ties to even;
  /// others stay.
  ///
  /// @param arena owns the converted tensors
  /// @throws InputException if `to` is no floating-point type
  public StateDict converted(DType to, Arena arena) {
    if (!to.isFloating()) {
      throw new InputException("weights convert to f64, f32, f16 or bf16, not to " + to);
    }
    LinkedHashMap<String, HostTensor> converted = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            converted.put(
                name, tensor.dtype().isFloating() ? tensor.converted(to, arena) : tensor));
    return new StateDict(converted, other);
  }

  /// Writes the tensors, and nothing of [#other], in the format that the file's ending says:
  /// `.pth`, `.pt`, `.safetensors` or `.npz`. An existing file is replaced.
  ///
  /// @throws InputException if the ending is another, or a tensor does not exist in the format
  /// @throws EnvironmentException if the machine refuses to write
  public void save(Path file) {
    save(file, new LinkedHashMap<>());
  }

  /// Writes the tensors, and what is to be said about them, as [#save(Path)] does. [#notes] reads
  /// it again.
  ///
  /// @param notes text by name: a safetensors file's metadata; in a `.pth` file, where there are
  ///   any, entries beside the `model_state_dict`; an `.npz` file has no place for them
  public void save(Path file, SequencedMap<String, String> notes) {
    switch (CheckpointFormat.byEnding(file).orElse(CheckpointFormat.NPY)) {
      case PTH, LEGACY_PTH -> PthWriter.write(file, notes.isEmpty() ? toValue() : toValue(notes));
      case SAFETENSORS -> {
        LinkedHashMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, "pt");
        metadata.putAll(notes);
        SafetensorsWriter.write(file, tensors, metadata);
      }
      case NPZ -> NpzWriter.write(file, tensors);
      case NPY ->
          throw new InputException(
              file
                  + ": weights are written as .pth, .pt, .safetensors or .npz; choose one of these"
                  + " endings");
    }
  }

  /// What a file says in words about its tensors, by name: a safetensors file's metadata but for
  /// its format, or texts beside the network's tensors.
  public static SequencedMap<String, String> notes(Checkpoint checkpoint) {
    SequencedMap<String, String> notes = new LinkedHashMap<>(checkpoint.metadata());
    notes.remove(FORMAT);
    of(checkpoint)
        .other()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Str(String text)) {
                notes.put(name, text);
              }
            });
    return notes;
  }

  private Value.DictValue toValue(SequencedMap<String, String> notes) {
    LinkedHashMap<Value, Value> items = new LinkedHashMap<>();
    notes.forEach((name, text) -> items.put(new Value.Str(name), new Value.Str(text)));
    items.put(new Value.Str(WRAPPERS.getFirst()), toValue());
    return new Value.DictValue(items, false);
  }

  /// The tensors as `state_dict()` returns them: an `OrderedDict`.
  public Value.DictValue toValue() {
    LinkedHashMap<Value, Value> items = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> items.put(new Value.Str(name), new Value.TensorValue(tensor)));
    return new Value.DictValue(items, true);
  }
}

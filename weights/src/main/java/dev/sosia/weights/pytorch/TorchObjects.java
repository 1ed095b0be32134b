package dev.sosia.weights.pytorch;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.pickle.PickleHost;
import dev.sosia.weights.pickle.Pickled;
import dev.sosia.weights.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that a file of tensors may use, and nothing else: two functions that rebuild tensors,
/// `torch.Size`, `collections.OrderedDict`, and the storage classes.
final class TorchObjects implements PickleHost {
  private final Map<String, Storage> storages = new LinkedHashMap<>();

  private enum Function implements Pickled.Foreign {
    REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2"),
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter"),
    SIZE("torch", "Size"),
    ORDERED_DICT("collections", "OrderedDict");

    private final String module;
    private final String name;

    Function(String module, String name) {
      this.module = module;
      this.name = name;
    }

    @Override
    public String describe() {
      return module + "." + name + " itself";
    }
  }

  /// Every storage that was named, in the order of first use.
  Collection<Storage> storages() {
    return storages.values();
  }

  @Override
  public Pickled global(String module, String name) {
    for (Function function : Function.values()) {
      if (function.module.equals(module) && function.name.equals(name)) {
        return function;
      }
    }
    @Nullable StorageType type = module.equals("torch") ? StorageType.named(name) : null;
    if (type == null) {
      throw new MalformedException(
          "asks for %s, which no checkpoint of tensors of supported types needs; nothing was run: save the state_dict() alone with torch.save"
              .formatted(Quote.of(module + "." + name)));
    }
    return type;
  }

  @Override
  public Pickled call(Pickled.Foreign function, Pickled.Tuple arguments) {
    List<Pickled> args = arguments.items();
    if (!(function instanceof Function known)) {
      throw new MalformedException("calls " + function.describe());
    }
    return switch (known) {
      case REBUILD_TENSOR -> rebuildTensor(args);
      case REBUILD_PARAMETER -> rebuildParameter(args);
      case SIZE -> size(args);
      case ORDERED_DICT -> orderedDict(args);
    };
  }

  /// (storage, offset, size, stride, requires_grad, backward_hooks[, metadata])
  private static Pickled rebuildTensor(List<Pickled> args) {
    if ((args.size() == 6 || (args.size() == 7 && isNone(args.get(6))))
        && args.get(0) instanceof Storage.Piece storage
        && args.get(4) instanceof Pickled.Leaf(Value.Bool(boolean requiresGrad))) {
      return new RebuiltTensor(
          storage,
          longValue(args.get(1)),
          longs(args.get(2)),
          longs(args.get(3)),
          false,
          requiresGrad);
    }
    throw wrongArguments(Function.REBUILD_TENSOR);
  }

  /// (data, requires_grad, backward_hooks)
  private static Pickled rebuildParameter(List<Pickled> args) {
    if (args.size() == 3
        && args.get(0) instanceof RebuiltTensor data
        && !data.isParameter()
        && args.get(1) instanceof Pickled.Leaf(Value.Bool(boolean requiresGrad))) {
      return data.asParameter(requiresGrad);
    }
    throw wrongArguments(Function.REBUILD_PARAMETER);
  }

  private static Pickled size(List<Pickled> args) {
    if (args.size() == 1) {
      return new Pickled.Leaf(new Value.Size(longs(args.get(0))));
    }
    throw wrongArguments(Function.SIZE);
  }

  /// () as Python 3 writes it, or a list of pairs as Python 2 does.
  private static Pickled orderedDict(List<Pickled> args) {
    Pickled.Mapping mapping = new Pickled.Mapping(true);
    if (args.isEmpty()) {
      return mapping;
    }
    if (args.size() != 1 || !(args.getFirst() instanceof Pickled.Items pairs)) {
      throw wrongArguments(Function.ORDERED_DICT);
    }
    for (Pickled pair : pairs.items()) {
      List<Pickled> keyAndValue =
          switch (pair) {
            case Pickled.Items list -> list.items();
            case Pickled.Tuple tuple -> tuple.items();
            default -> List.of();
          };
      if (keyAndValue.size() != 2) {
        throw wrongArguments(Function.ORDERED_DICT);
      }
      mapping.set(keyAndValue.getFirst(), keyAndValue.getLast());
    }
    return mapping;
  }

  /// A state dict carries `_metadata`, versions of its layers, as an attribute: read over.
  @Override
  public void build(Pickled object, Pickled state) {
    if (!(object instanceof Pickled.Mapping mapping && mapping.ordered())
        || !(state instanceof Pickled.Mapping)) {
      throw new MalformedException("sets attributes of something that is no OrderedDict");
    }
  }

  /// ("storage", type, key, location, numel), and in old files a sixth: None or (view key, offset,
  /// numel of the view).
  @Override
  public Pickled persistent(Pickled id) {
    if (!(id instanceof Pickled.Tuple tuple)) {
      throw notAStorage();
    }
    List<Pickled> parts = tuple.items();
    if ((parts.size() == 5 || parts.size() == 6)
        && parts.get(0) instanceof Pickled.Leaf(Value.Str(String tag))
        && tag.equals("storage")
        && parts.get(1) instanceof StorageType type
        && parts.get(2) instanceof Pickled.Leaf(Value.Str(String key))
        && parts.get(3) instanceof Pickled.Leaf(Value.Str _)) {
      Storage storage = storage(key, type, longValue(parts.get(4)));
      return parts.size() == 5 || isNone(parts.get(5))
          ? new Storage.Piece(storage, 0, storage.numel())
          : view(storage, parts.get(5));
    }
    throw notAStorage();
  }

  private Storage storage(String key, StorageType type, long numel) {
    if (numel < 0) {
      throw notAStorage();
    }
    @Nullable Storage known = storages.get(key);
    Storage storage = known == null ? new Storage(key, type.dtype(), numel) : known;
    storages.put(key, storage);
    if (storage.dtype() != type.dtype() || storage.numel() != numel) {
      throw new MalformedException(
          "uses storage %s as %d elements of %s and as %d of %s"
              .formatted(Quote.of(key), storage.numel(), storage.dtype(), numel, type.dtype()));
    }
    return storage;
  }

  private static Pickled view(Storage storage, Pickled metadata) {
    if (metadata instanceof Pickled.Tuple tuple
        && tuple.items().size() == 3
        && tuple.items().getFirst() instanceof Pickled.Leaf(Value.Str _)) {
      long offset = longValue(tuple.items().get(1));
      long numel = longValue(tuple.items().get(2));
      if (offset >= 0 && numel >= 0 && offset <= storage.numel() - numel) {
        return new Storage.Piece(storage, offset, numel);
      }
    }
    throw new MalformedException("holds a view that leaves its storage " + Quote.of(storage.key()));
  }

  @Override
  public Value finish(Pickled.Foreign object) {
    if (object instanceof RebuiltTensor tensor) {
      return tensor.make();
    }
    throw new MalformedException(object.describe() + ", which is no value");
  }

  private static boolean isNone(Pickled object) {
    return object instanceof Pickled.Leaf(Value.None _);
  }

  private static long longValue(Pickled object) {
    if (object instanceof Pickled.Leaf(Value.Int(BigInteger value)) && value.bitLength() < 64) {
      return value.longValue();
    }
    throw new MalformedException(
        "describes a tensor by something that is no whole number of 64 bits");
  }

  private static List<Long> longs(Pickled object) {
    if (object instanceof Pickled.Leaf(Value.Size(List<Long> sizes))) {
      return sizes;
    }
    if (object instanceof Pickled.Tuple tuple) {
      List<Long> numbers = new ArrayList<>(tuple.items().size());
      for (Pickled item : tuple.items()) {
        numbers.add(longValue(item));
      }
      return numbers;
    }
    throw new MalformedException(
        "describes the size or stride of a tensor by something that is no tuple of numbers");
  }

  private static MalformedException notAStorage() {
    return new MalformedException("refers to a storage in a way that PyTorch does not");
  }

  private static MalformedException wrongArguments(Function function) {
    return new MalformedException(
        "calls %s.%s with arguments that PyTorch does not pass"
            .formatted(function.module, function.name));
  }
}

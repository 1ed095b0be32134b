package dev.sosia.weights.pickle;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.value.Value;

/// The few names a pickle may use, and what they mean. Every method refuses what it does not know
/// with a [MalformedException].
public interface PickleHost {
  /// The object that `module.name` stands for.
  Pickled global(String module, String name);

  /// The result of calling `function` with these arguments.
  Pickled call(Pickled.Foreign function, Pickled.Tuple arguments);

  /// Sets the state of `object`, which stays what it is.
  void build(Pickled object, Pickled state);

  /// The object outside the pickle that `id` stands for.
  Pickled persistent(Pickled id);

  /// The value that `object` has become once everything is read. Asked twice for one object, it
  /// answers with one value.
  ///
  /// @throws MalformedException saying what the object is instead of a value
  Value finish(Pickled.Foreign object);
}

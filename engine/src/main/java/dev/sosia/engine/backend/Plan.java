package dev.sosia.engine.backend;

import java.util.List;

/// A compiled [Program]: runs it on new inputs as often as wanted, in memory of its own.
public interface Plan extends AutoCloseable {

  /// Enqueues one run. `inputs` are contiguous views in the order of [Program#inputs], `outputs`
  /// contiguous views that receive the results.
  void run(List<Operand> inputs, List<Operand> outputs);

  /// Bytes of memory the plan holds, transformed weights included.
  long bytes();

  /// How it computes, a line a step: kernel, layer, algorithm, layout.
  List<String> describe();

  @Override
  void close();
}

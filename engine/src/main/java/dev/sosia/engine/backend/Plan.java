package dev.sosia.engine.backend;

import java.util.List;
import java.util.function.IntConsumer;

/// A compiled [Program]: runs it on new inputs as often as wanted, in memory of its own.
public interface Plan extends AutoCloseable {

  /// Enqueues one run. `inputs` are contiguous views in the order of [Program#inputs], `outputs`
  /// contiguous views that receive the results.
  void run(List<Operand> inputs, List<Operand> outputs);

  /// Bytes of memory the plan holds, transformed weights included.
  long bytes();

  /// What a run does, in order.
  List<PlanStep> steps();

  /// Enqueues a run that waits for each of its steps, and tells the number of each in [#steps] as
  /// soon as it is done.
  void run(List<Operand> inputs, List<Operand> outputs, IntConsumer done);

  @Override
  void close();
}

package dev.sosia.engine.backend;

/// One thing that a [Plan] does, for people who ask where the time goes.
///
/// @param kernel `conv2d`, or what brings operands into another layout
/// @param path the layer it belongs to; empty if none
/// @param how algorithm and layout, and what was fused into it
/// @param operations floating-point operations as the definition counts them, see [Operations]
/// @param bytes of its operands, each read or written once
public record PlanStep(String kernel, String path, String how, double operations, double bytes) {

  /// A step of the program as it was recorded.
  public static PlanStep of(Program program, Program.Step step, String how) {
    double bytes = 0;
    for (Program.View v : step.inputs()) {
      bytes += bytes(program, v);
    }
    for (Program.View v : step.outputs()) {
      bytes += bytes(program, v);
    }
    return new PlanStep(step.kernel().name(), step.path(), how, Operations.of(step), bytes);
  }

  private static double bytes(Program program, Program.View v) {
    return (double) v.shape().numel() * program.values().get(v.value()).dtype().bytes();
  }

  @Override
  public String toString() {
    return kernel + (path.isEmpty() ? "" : " at " + path) + ": " + how;
  }
}

package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides which values of a program are kept with channels side by side ([PictureFrame]): those
/// that convolutions, norms and maps of planes read or write, if every view of them is a box of one
/// picture. All others stay row-major.
final class PictureFrames {
  private final Program program;
  private final List<List<Program.View>> views = new ArrayList<>();
  private final int[] writers; // how many steps write a value
  private final @Nullable PictureFrame[] frames;

  PictureFrames(Program program) {
    this.program = program;
    int n = program.values().size();
    this.frames = new @Nullable PictureFrame[n];
    this.writers = new int[n];
    for (int v = 0; v < n; v++) {
      views.add(new ArrayList<>());
    }
    boolean[] useful = new boolean[n];
    for (Program.Step s : program.steps()) {
      boolean picture =
          s.kernel() instanceof Conv2d
              || s.kernel() instanceof ChannelNorm
              || s.kernel() instanceof AxisMap2d;
      s.inputs().forEach(v -> note(v, picture, useful));
      s.outputs().forEach(v -> note(v, picture, useful));
      s.outputs().forEach(v -> writers[v.value()]++);
    }
    program.outputs().forEach(v -> note(v, false, useful));
    spread(useful);
    for (int v = 0; v < n; v++) {
      if (useful[v]) {
        frames[v] = candidate(v);
      }
    }
    program.steps().forEach(this::addBorder);
  }

  /// The frame of a value, null if it is row-major.
  @Nullable PictureFrame of(int value) {
    return frames[value];
  }

  private void note(Program.View v, boolean picture, boolean[] useful) {
    views.get(v.value()).add(v);
    useful[v.value()] |= picture;
  }

  /// What is computed from pictures element by element, or pictures from it, is kept as they are.
  private void spread(boolean[] useful) {
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Program.Step s : program.steps()) {
        if (s.kernel() instanceof Unary || s.kernel() instanceof Binary) {
          Shape shape = s.outputs().getFirst().shape();
          List<Integer> alike = new ArrayList<>();
          for (List<Program.View> some : List.of(s.inputs(), s.outputs())) {
            some.stream().filter(v -> v.shape().equals(shape)).forEach(v -> alike.add(v.value()));
          }
          if (alike.stream().anyMatch(v -> useful[v])) {
            for (int v : alike) {
              grows |= !useful[v];
              useful[v] = true;
            }
          }
        }
      }
    }
  }

  private @Nullable PictureFrame candidate(int value) {
    Program.Value what = program.values().get(value);
    if (what.constant() != null || what.dtype() != DType.F32) {
      return null;
    }
    for (Program.View v : views.get(value)) {
      Shape s = v.shape();
      if (s.rank() == 4 && s.numel() > 0 && s.numel() <= what.elements()) {
        PictureFrame frame = PictureFrame.owning(value, s, 0);
        if (frame.isWhole(v)
            && views.get(value).stream().allMatch(other -> frame.place(other) != null)) {
          return frame;
        }
      }
    }
    return null;
  }

  /// Gives a picture the border that a padding convolution or a reflecting step wants.
  private void addBorder(Program.Step step) {
    Program.View x = step.inputs().isEmpty() ? null : step.inputs().getFirst();
    PictureFrame frame = x == null ? null : frames[x.value()];
    if (x == null || frame == null || frame.owner() != x.value() || !frame.isWhole(x)) {
      return;
    }
    if (step.kernel() instanceof Conv2d k) {
      int border = Math.max(k.window().padH(), k.window().padW());
      if (border > frame.inset() && !isShared(x.value())) {
        frames[x.value()] = PictureFrame.owning(x.value(), frame.shape(), border);
      }
    } else if (step.kernel() instanceof AxisMap2d k && frame.inset() == 0) {
      int by = reflection(k);
      Program.View y = step.outputs().getFirst();
      PictureFrame padded = frames[y.value()];
      if (by > 0
          && padded != null
          && padded.isWhole(y)
          && writers[y.value()] == 1
          && writers[x.value()] <= 1) {
        PictureFrame grown = PictureFrame.owning(x.value(), frame.shape(), by);
        frames[x.value()] = grown;
        frames[y.value()] = grown.grown(by);
      }
    }
  }

  /// Whether another value lies in this one's memory.
  private boolean isShared(int value) {
    for (int v = 0; v < frames.length; v++) {
      PictureFrame f = frames[v];
      if (v != value && f != null && f.owner() == value) {
        return true;
      }
    }
    return false;
  }

  /// By how many places the map pads both axes with reflection; 0 if it is another map.
  static int reflection(AxisMap2d k) {
    int by = (k.rows().out() - k.rows().in()) / 2;
    return by > 0 && reflects(k.rows(), by) && reflects(k.columns(), by) ? by : 0;
  }

  private static boolean reflects(Taps t, int by) {
    int n = t.in();
    if (t.out() != n + 2 * by || by >= n) {
      return false;
    }
    for (int i = 0; i < t.out(); i++) {
      int from = Math.abs(i - by);
      int at = t.start(i);
      if (t.start(i + 1) != at + 1
          || t.weight(at) != 1
          || t.source(at) != (from < n ? from : 2 * n - 2 - from)) {
        return false;
      }
    }
    return true;
  }
}

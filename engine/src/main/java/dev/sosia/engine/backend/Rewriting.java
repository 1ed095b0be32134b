package dev.sosia.engine.backend;

import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rewrites a program so that it computes the same with less work, whatever the backend.
///
/// A 1x1 convolution of stride 1 mixes channels, a map of planes mixes places: they may change
/// places. So a mean over 2x2 places is taken before a 1x1 convolution that it follows, and pixels
/// are repeated after one that they precede; a quarter of the convolution's work is left. It is
/// exact but for rounding; where there is a bias, the map's weights must sum to 1, so that the bias
/// passes through.
public final class Rewriting {
  private final List<Program.Value> values;
  private final List<Program.Step> steps;
  private final Program program;

  private Rewriting(Program program) {
    this.program = program;
    this.values = new ArrayList<>(program.values());
    this.steps = new ArrayList<>(program.steps());
  }

  /// The program to run instead of `program`.
  public static Program of(Program program) {
    Rewriting r = new Rewriting(program);
    for (int i = 0; i < r.steps.size(); i++) {
      r.exchangeWithReader(i);
    }
    return new Program(r.values, program.inputs(), r.steps, program.outputs());
  }

  /// Lets step `i` and the one step that reads its result change places, if that saves work.
  private void exchangeWithReader(int i) {
    Program.Step first = steps.get(i);
    Program.View between = first.outputs().getFirst();
    Integer reader = isWhole(between) ? onlyReader(between.value()) : null;
    if (reader == null) {
      return;
    }
    Program.Step second = steps.get(reader);
    if (!isSame(second.inputs().getFirst(), between) || !isWhole(second.outputs().getFirst())) {
      return;
    }
    boolean pays =
        switch (first.kernel()) {
          case Conv2d c when second.kernel() instanceof AxisMap2d m ->
              mixesChannels(first, c) && passesBias(first, m) && places(m) < 1;
          case AxisMap2d m when second.kernel() instanceof Conv2d c ->
              mixesChannels(second, c) && passesBias(second, m) && places(m) > 1;
          default -> false;
        };
    if (pays) {
      exchange(i, reader);
    }
  }

  private static boolean isSame(Program.View a, Program.View b) {
    return a.value() == b.value()
        && a.offset() == b.offset()
        && a.shape().equals(b.shape())
        && Arrays.equals(a.strides(), b.strides());
  }

  /// `first` then `second` become `second` then `first`, at the second one's place.
  private void exchange(int i, int j) {
    Program.Step first = steps.get(i);
    Program.Step second = steps.get(j);
    Program.View x = first.inputs().getFirst();
    Program.View y = second.outputs().getFirst();
    Shape shape =
        second.kernel() instanceof Conv2d
            ? x.shape().with(1, y.shape().dim(1))
            : y.shape().with(1, x.shape().dim(1));
    int value = values.size();
    values.add(new Program.Value(values.get(y.value()).dtype(), shape.numel(), null));
    Program.View between = new Program.View(value, shape, shape.rowMajor(), 0);
    steps.set(i, step(second, x, between));
    steps.set(j, step(first, between, y));
  }

  private static Program.Step step(Program.Step s, Program.View x, Program.View y) {
    List<Program.View> inputs = new ArrayList<>(s.inputs());
    inputs.set(0, x);
    return new Program.Step(s.kernel(), inputs, List.of(y), s.path());
  }

  /// Whether the step is a convolution of single places by weights that are constants.
  private boolean mixesChannels(Program.Step s, Conv2d c) {
    Window2d w = c.window();
    Program.View weight = s.inputs().get(1);
    return weight.shape().dim(2) == 1
        && weight.shape().dim(3) == 1
        && w.strideH() == 1
        && w.strideW() == 1
        && w.padH() == 0
        && w.padW() == 0
        && s.inputs().stream()
            .skip(1)
            .allMatch(v -> program.values().get(v.value()).constant() != null);
  }

  private static boolean passesBias(Program.Step convolution, AxisMap2d m) {
    return convolution.inputs().size() < 3 || (sumsToOne(m.rows()) && sumsToOne(m.columns()));
  }

  private static boolean sumsToOne(Taps t) {
    for (int i = 0; i < t.out(); i++) {
      double sum = 0;
      for (int k = t.start(i); k < t.start(i + 1); k++) {
        sum += t.weight(k);
      }
      if (Math.abs(sum - 1) > 1e-12) {
        return false;
      }
    }
    return true;
  }

  /// Places of the map's result for each of its source.
  private static double places(AxisMap2d m) {
    return (double) m.rows().out()
        * m.columns().out()
        / ((double) m.rows().in() * m.columns().in());
  }

  /// Whether the view is a row-major tensor at the beginning of a value that is not a constant.
  /// Buffers may be longer than what lies in them.
  private boolean isWhole(Program.View v) {
    Program.Value value = values.get(v.value());
    return value.constant() == null
        && v.offset() == 0
        && v.shape().numel() <= value.elements()
        && Arrays.equals(v.strides(), v.shape().rowMajor());
  }

  /// The one step that reads a value, once; null if there is none or more, if the value is written
  /// twice, or handed out.
  private @Nullable Integer onlyReader(int value) {
    Integer reader = null;
    int writers = 0;
    for (int i = 0; i < steps.size(); i++) {
      for (Program.View v : steps.get(i).inputs()) {
        if (v.value() == value) {
          if (reader != null) {
            return null;
          }
          reader = i;
        }
      }
      writers += (int) steps.get(i).outputs().stream().filter(v -> v.value() == value).count();
    }
    boolean handedOut = program.outputs().stream().anyMatch(v -> v.value() == value);
    return writers == 1 && !handedOut ? reader : null;
  }
}

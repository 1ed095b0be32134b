package dev.sosia.kernels.cpu;

import static dev.sosia.engine.type.DType.F32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.backend.PlanStep;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Products;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Resampling;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A compiled plan gives what its kernels give one by one, in another layout.
class PlanTest {
  static final List<String> LEVELS = Levels.NAMES;

  private static Tensor random(Device d, long seed, int... dims) {
    double[] v = Values.random(seed, dims).v();
    float[] f = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      f[i] = (float) v[i];
    }
    return d.of(F32, Shape.of(dims), MemorySegment.ofArray(f));
  }

  /// Compiles `body` for inputs of these shapes, runs it twice on new inputs, and compares.
  private static List<String> check(
      String level, int[][] shapes, Function<Device, Function<List<Tensor>, List<Tensor>>> made) {
    List<String> lines = List.of();
    for (int threads = 1; threads <= 2; threads++) {
      try (Device device = new Device(Levels.open(level, threads))) {
        try (Scope _ = Scope.open()) {
          Function<List<Tensor>, List<Tensor>> body = made.apply(device);
          List<TensorType> types = Arrays.stream(shapes).map(s -> TensorType.of(F32, s)).toList();
          try (CompiledFunction f = CompiledFunction.of(device, types, body)) {
            for (int run = 0; run < 2; run++) {
              compare(device, shapes, 10 + 7L * run, body, f);
            }
            lines = f.steps().stream().map(PlanStep::toString).toList();
            assertThat(f.bytes()).isPositive();
          }
        }
        assertThat(device.liveBytes()).isZero();
      }
    }
    return lines;
  }

  private static void compare(
      Device device,
      int[][] shapes,
      long seed,
      Function<List<Tensor>, List<Tensor>> body,
      CompiledFunction f) {
    try (Scope _ = Scope.open()) {
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < shapes.length; i++) {
        inputs.add(random(device, seed + i, shapes[i]));
      }
      List<Tensor> expected = body.apply(inputs);
      List<Tensor> found = f.of(inputs);
      for (int i = 0; i < expected.size(); i++) {
        KernelCheck.compare(
            "output " + i, found.get(i).toDoubles(), expected.get(i).toDoubles(), 2e-6, 5e-6);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void aChainStaysChannelsLast(String level) {
    List<String> lines =
        check(
            level,
            new int[][] {{2, 6, 14, 12}},
            d -> {
              Tensor w1 = random(d, 1, 33, 6, 3, 3);
              Tensor b1 = random(d, 2, 33);
              Tensor gamma = random(d, 3, 33);
              Tensor beta = random(d, 4, 33);
              Tensor w2 = random(d, 5, 40, 33, 3, 3);
              Tensor left = random(d, 6, 40, 6, 1, 1);
              return in -> {
                Tensor x = in.getFirst();
                Tensor y = Resampling.padReflect(Elementwise.relu(x), 1, 1, 1, 1);
                y = Convolutions.conv2d(y, w1, b1, Window2d.of(1, 0));
                y = Elementwise.leakyRelu(Normalizations.instanceNorm(y, gamma, beta, 1e-5), 0.2);
                y = Elementwise.relu(Convolutions.conv2d(y, w2, null, Window2d.of(1, 1)));
                y = Pooling.avgPool2d(y, Pooling.Window.of(2, 2), true);
                Tensor z = Convolutions.conv2d(x, left, null, Window2d.of(1, 0));
                z = Pooling.avgPool2d(z, Pooling.Window.of(2, 2), true);
                return List.of(Resampling.nearest(Elementwise.add(y, z), 2.0, 2.0));
              };
            });
    assertThat(lines).filteredOn(l -> l.contains("row-major")).isEmpty();
    assertThat(lines)
        .anyMatch(l -> l.startsWith("conv2d") && l.contains("packed weights") && l.contains("relu"))
        .anyMatch(l -> l.startsWith("instance_norm") && l.contains("leaky relu 0.2"))
        .anyMatch(l -> l.startsWith("axis_map2d") && l.contains("in the border of its input"));
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void winogradWhereItPays(String level) {
    List<String> lines =
        check(
            level,
            new int[][] {{3, 48, 17, 15}},
            d -> {
              Tensor w1 = random(d, 1, 80, 48, 3, 3);
              Tensor b1 = random(d, 2, 80);
              Tensor w2 = random(d, 3, 40, 80, 3, 3);
              Tensor small = random(d, 4, 8, 40, 3, 3);
              return in -> {
                Tensor y = Resampling.padReflect(in.getFirst(), 1, 1, 1, 1);
                y = Elementwise.leakyRelu(Convolutions.conv2d(y, w1, b1, Window2d.of(1, 0)), 0.2);
                y = Elementwise.scale(y, 0.05);
                y = Elementwise.relu(Convolutions.conv2d(y, w2, null, Window2d.of(1, 1)));
                return List.of(y, Convolutions.conv2d(y, small, null, Window2d.of(1, 1)));
              };
            });
    assertThat(lines)
        .anyMatch(l -> l.startsWith("conv2d") && l.contains("Winograd") && l.contains("relu"))
        .anyMatch(l -> l.startsWith("conv2d") && l.contains("register tile"));
  }

  /// The generator's three kinds of blocks: sums with what a convolution, a map or a norm gives.
  @ParameterizedTest
  @FieldSource("LEVELS")
  void sumsMeansAndActivationsAreStoredOnTheWay(String level) {
    List<String> lines =
        check(
            level,
            new int[][] {{2, 48, 20, 12}},
            d -> {
              Tensor w1 = random(d, 1, 80, 48, 3, 3);
              Tensor b1 = random(d, 2, 80);
              Tensor left = random(d, 3, 80, 48, 1, 1);
              Tensor b2 = random(d, 4, 80);
              Tensor w3 = random(d, 5, 48, 48, 3, 3);
              Tensor up = random(d, 6, 33, 48, 1, 1);
              Tensor w4 = random(d, 7, 33, 48, 3, 3);
              return in -> {
                Tensor x = in.getFirst();
                Tensor down = Resampling.padReflect(x, 1, 1, 1, 1);
                down = halved(Convolutions.conv2d(down, w1, b1, Window2d.of(1, 0)));
                Tensor mixed = Convolutions.conv2d(x, left, b2, Window2d.of(1, 0));
                down = Elementwise.add(halved(mixed), down);
                Tensor z = Convolutions.conv2d(x, w3, null, Window2d.of(1, 1));
                z = Normalizations.instanceNorm(z, null, null, 1e-5);
                Tensor residual = Elementwise.relu(Elementwise.add(x, z));
                Tensor right = Convolutions.conv2d(doubled(x), w4, null, Window2d.of(1, 1));
                Tensor wide = Convolutions.conv2d(doubled(x), up, null, Window2d.of(1, 0));
                Tensor sum = Elementwise.add(wide, right);
                Tensor half = Convolutions.conv2d(x, left, null, Window2d.of(1, 0));
                Tensor other =
                    Elementwise.add(
                        Convolutions.conv2d(x, left, b2, Window2d.of(1, 0)), half, -0.5);
                return Stream.of(down, residual, sum, other).map(PlanTest::doubled).toList();
              };
            });
    assertThat(lines)
        .anyMatch(l -> l.contains("Winograd") && l.contains("mean over 2x2"))
        .anyMatch(l -> l.startsWith("conv2d") && l.endsWith("residual"))
        .anyMatch(l -> l.startsWith("instance_norm") && l.endsWith("residual, relu"));
  }

  private static Tensor halved(Tensor x) {
    return Pooling.avgPool2d(x, Pooling.Window.of(2, 2), true);
  }

  private static Tensor doubled(Tensor x) {
    return Resampling.nearest(x, 2.0, 2.0);
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void maxPoolingWhosePlacesNobodyReadsStaysChannelsLast(String level) {
    List<String> lines =
        check(
            level,
            new int[][] {{2, 5, 13, 10}},
            d -> {
              Tensor w = random(d, 1, 37, 5, 3, 3);
              Tensor nan = d.tensor(Shape.of(2, 1, 1, 1), Float.NaN, 0);
              Pooling.Window window = new Pooling.Window(3, 3, 2, 2, 1, 1, 1, 1, false);
              return in -> {
                Tensor y = Convolutions.conv2d(in.getFirst(), w, null, Window2d.of(1, 1));
                Tensor pooled = Pooling.maxPool2d(y, window).values();
                Tensor no = Pooling.maxPool2d(Elementwise.add(y, nan), window).values();
                return List.of(doubled(pooled), doubled(no));
              };
            });
    assertThat(lines).contains("max_pool2d: channels last").noneMatch(l -> l.contains("row-major"));
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void fewOutputsTakeTheWindowInTheirPlace(String level) {
    for (int[] sizes : new int[][] {{3, 3, 3}, {1, 5, 5}, {4, 2, 3}, {2, 1, 7}}) {
      List<String> lines =
          check(
              level,
              new int[][] {{2, 70, 13, 29}},
              d -> {
                Tensor w = random(d, 1, sizes[0], 70, sizes[1], sizes[2]);
                Tensor b = random(d, 2, sizes[0]);
                Window2d window = new Window2d(1, 1, sizes[1] / 2, sizes[2] / 2, 1, 1, 1);
                return in -> {
                  Tensor x = Elementwise.scale(in.getFirst(), 0.1);
                  return List.of(Elementwise.relu(Convolutions.conv2d(x, w, b, window)));
                };
              });
      assertThat(lines)
          .anyMatch(l -> l.startsWith("conv2d") && l.contains("in the place of outputs"));
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void bordersThatTwoStepsWantAndViewsThatAreNoPictures(String level) {
    check(
        level,
        new int[][] {{2, 8, 9, 9}, {2, 32}},
        d -> {
          Tensor w = random(d, 1, 4, 4, 3, 3);
          Tensor v = random(d, 2, 8, 8, 3, 3);
          Tensor dense = random(d, 3, 4 * 81, 5);
          return in -> {
            Tensor x = in.getFirst();
            Tensor a = Convolutions.conv2d(x, v, null, Window2d.of(2, 1));
            Tensor b =
                Convolutions.conv2d(
                    Resampling.padReflect(x, 1, 1, 1, 1), v, null, Window2d.of(1, 0));
            Tensor c =
                Convolutions.conv2d(
                    Resampling.padReflect(x, 2, 2, 2, 2),
                    w,
                    null,
                    new Window2d(1, 1, 0, 0, 2, 2, 2));
            Tensor e =
                Convolutions.conv2d(
                    Shapes.reshape(in.get(1), 2, 8, 2, 2), v, null, Window2d.of(1, 1));
            Tensor joined = Shapes.cat(List.of(b, c), 1);
            Tensor half = Shapes.slice(joined, 1, 0, 4, 1);
            Tensor flat = Shapes.reshape(half, 2, 4 * 81);
            return List.of(
                a, joined, e, Products.matmul(flat, dense), Reductions.sum(joined, false, 2, 3), x);
          };
        });
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void batchNormAndChainsWithoutPictures(String level) {
    check(
        level,
        new int[][] {{3, 5, 7, 1}, {4}},
        d -> {
          Tensor gamma = random(d, 3, 5);
          return in -> {
            Tensor y =
                Normalizations.batchNorm(in.getFirst(), null, null, gamma, gamma, true, 0.1, 1e-5);
            return List.of(y, Elementwise.exp(in.get(1)));
          };
        });
  }
}

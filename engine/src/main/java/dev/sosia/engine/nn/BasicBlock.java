package dev.sosia.engine.nn;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The residual block of ResNet-18 (He et al. 2016): `relu(bn2(conv2(relu(bn1(conv1 x)))) +
/// shortcut x)`, 3x3 convolutions without bias, the first with the stride. The shortcut is the
/// identity, or a 1x1 convolution and a norm where the shape changes; its key is `shortcut` or
/// `downsample`, by family.
public final class BasicBlock extends Unit {
  private final Conv2d conv1;
  private final BatchNorm bn1;
  private final Conv2d conv2;
  private final BatchNorm bn2;
  private final @Nullable Sequential shortcut;

  public BasicBlock(
      ParameterFactory factory,
      int in,
      int out,
      int stride,
      String shortcutKey,
      Function<Shape, Initializer> start) {
    conv1 = child("conv1", conv(factory, in, out, 3, stride, start));
    bn1 = child("bn1", new BatchNorm(factory, out));
    conv2 = child("conv2", conv(factory, out, out, 3, 1, start));
    bn2 = child("bn2", new BatchNorm(factory, out));
    boolean changes = stride != 1 || in != out;
    shortcut =
        changes
            ? child(
                shortcutKey,
                new Sequential()
                    .add(conv(factory, in, out, 1, stride, start))
                    .add(new BatchNorm(factory, out)))
            : null;
  }

  private static Conv2d conv(
      ParameterFactory factory,
      int in,
      int out,
      int kernel,
      int stride,
      Function<Shape, Initializer> start) {
    Shape shape = Shape.of(out, in, kernel, kernel);
    return new Conv2d(
        factory,
        shape,
        Window2d.of(stride, kernel / 2),
        false,
        start.apply(shape),
        Initializer.constant(0));
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor right = bn2.of(conv2.of(relu(bn1.of(conv1.of(x)))));
    return relu(add(right, shortcut == null ? x : shortcut.of(x)));
  }

  /// Two blocks, the first with the stride: one `layer` of ResNet-18.
  public static Sequential pair(
      ParameterFactory factory,
      int in,
      int out,
      int stride,
      String shortcutKey,
      Function<Shape, Initializer> start) {
    return new Sequential()
        .add(new BasicBlock(factory, in, out, stride, shortcutKey, start))
        .add(new BasicBlock(factory, out, out, 1, shortcutKey, start));
  }
}

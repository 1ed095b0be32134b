package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.nn.BasicBlock;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Tensor;

/// An embedding of a face, near for one person and far for two: a ResNet-18 in the CIFAR shape (no
/// pooling at the start), `[B, 3, S, S]` to `[B, outputs]`. The original keeps it in training mode
/// always, and its `outputs` at 1200 whatever the number of identities.
public final class SiameseResNet extends Unit {
  private final Conv2d conv1;
  private final BatchNorm bn1;
  private final Unit layer1;
  private final Unit layer2;
  private final Unit layer3;
  private final Unit layer4;
  private final Linear linear1;
  private final Linear linear2;

  public SiameseResNet(ParameterFactory factory, int inputChannels, int outputs, double width) {
    int[] c = {64, 128, 256, 512};
    for (int i = 0; i < c.length; i++) {
      c[i] = Math.max(1, (int) Math.round(c[i] * width));
    }
    conv1 = child("conv1", new Conv2d(factory, inputChannels, c[0], 3, 1, 1, false));
    bn1 = child("bn1", new BatchNorm(factory, c[0]));
    layer1 = child("layer1", layer(factory, c[0], c[0], 1));
    layer2 = child("layer2", layer(factory, c[0], c[1], 2));
    layer3 = child("layer3", layer(factory, c[1], c[2], 2));
    layer4 = child("layer4", layer(factory, c[2], c[3], 2));
    linear1 = child("linear1", new Linear(factory, c[3], 1024));
    linear2 = child("linear2", new Linear(factory, 1024, outputs));
  }

  private static Unit layer(ParameterFactory factory, int in, int out, int stride) {
    return BasicBlock.pair(factory, in, out, stride, "shortcut", Initializer::pytorchDefault);
  }

  @Override
  protected Tensor forward(Tensor x) { // [B, 3, S, S]
    x = relu(bn1.of(conv1.of(x)));
    x = layer4.of(layer3.of(layer2.of(layer1.of(x)))); // [B, 512, S/8, S/8]
    x = Reductions.mean(x, false, 2, 3);
    return linear2.of(relu(linear1.of(x)));
  }
}

package dev.sosia.study.identity;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.util.List;

/// Gives faces points in inference mode, one at a time.
public final class IdentityJudge implements AutoCloseable {
  private static final String NETWORK = "the judge of identity";

  private final Device device;
  private final CompiledFunction embedding;

  /// Compiles `net`, which must outlive this and keep its weights.
  public IdentityJudge(Device device, IdentityNet net) {
    this.device = device;
    net.train(false);
    int side = IdentityNet.SIZE;
    this.embedding =
        CompiledFunction.of(
            device,
            List.of(TensorType.of(DType.F32, 1, 3, side, side)),
            in -> List.of(net.of(in.getFirst())));
  }

  /// The network in a checkpoint, its shape read off the weights; it belongs to the innermost
  /// scope.
  ///
  /// @throws InputException if there is another network in it
  public static IdentityNet load(Device device, Checkpoint checkpoint) {
    StateDict state = StateDict.of(checkpoint);
    HostTensor stem = state.tensors().get("conv1.weight");
    HostTensor end = state.tensors().get("fc.weight");
    if (stem == null || stem.shape().rank() != 4 || end == null || end.shape().rank() != 2) {
      throw new InputException(
          checkpoint.file()
              + " holds no judge of identity: there is no conv1.weight and fc.weight of one");
    }
    double width = stem.shape().dim(0) / 16.0;
    IdentityNet net =
        new IdentityNet(
            ParameterFactory.toBeLoaded(device, DType.F32),
            new IdentityNet.Config(width, end.shape().dim(0)));
    LayerState.load(net, state, NETWORK, checkpoint.file().toString());
    return net;
  }

  /// The point of a face, of length 1.
  ///
  /// @throws InputException if it is not finite
  public double[] point(AlignedFace face, FaceView view) {
    int side = IdentityNet.SIZE;
    float[] x = IdentityInput.numbers(view.of(face).picture()).data();
    double[] point;
    try (Scope _ = Scope.open()) {
      Tensor in = device.tensor(Shape.of(1, 3, side, side), x);
      float[] out = embedding.of(List.of(in)).getFirst().toFloats();
      point = new double[out.length];
      for (int i = 0; i < out.length; i++) {
        point[i] = out[i];
      }
    }
    for (double v : point) {
      if (!Double.isFinite(v)) {
        throw new InputException(NETWORK + " gives a face a point that is not finite");
      }
    }
    return point;
  }

  @Override
  public void close() {
    embedding.close();
  }
}

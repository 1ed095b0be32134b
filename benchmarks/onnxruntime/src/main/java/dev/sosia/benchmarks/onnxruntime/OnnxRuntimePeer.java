package dev.sosia.benchmarks.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.sosia.benchmarks.Contestant;
import dev.sosia.benchmarks.Floats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model run by ONNX Runtime's CPU provider, all graph optimisations on, as its defaults are.
///
/// Arguments: model file, threads, folder with the inputs, folder for the outputs.
public final class OnnxRuntimePeer implements Contestant, AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

  private OnnxRuntimePeer(Path model, int threads, Path folder) throws OrtException, IOException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    session = environment.createSession(model.toString(), options);
    for (NodeInfo input : session.getInputInfo().values()) {
      String name = input.getName();
      TensorInfo info = (TensorInfo) input.getInfo();
      float[] values = Floats.read(folder, name);
      // of the heap they would be copied at each run
      FloatBuffer direct =
          ByteBuffer.allocateDirect(values.length * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer()
              .put(values)
              .flip();
      inputs.put(name, OnnxTensor.createTensor(environment, direct, info.getShape()));
    }
  }

  public static void main(String[] args) throws Exception {
    try (OnnxRuntimePeer peer =
        new OnnxRuntimePeer(Path.of(args[0]), Integer.parseInt(args[1]), Path.of(args[2]))) {
      Contestant.serve(peer, Path.of(args[3]));
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("version", environment.getVersion());
  }

  @Override
  public void run() throws OrtException {
    session.run(inputs).close();
  }

  @Override
  public void writeOutputs(Path folder) throws OrtException, IOException {
    try (OrtSession.Result results = session.run(inputs)) {
      for (Map.Entry<String, ?> entry : results) {
        FloatBuffer buffer = ((OnnxTensor) entry.getValue()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        Floats.write(folder, entry.getKey(), values);
      }
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    session.close();
  }
}

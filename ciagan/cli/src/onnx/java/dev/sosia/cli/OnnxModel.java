package dev.sosia.cli;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model opened by ONNX Runtime.
final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxModel(Path file) throws OrtException {
    session = environment.createSession(file.toString(), new OrtSession.SessionOptions());
  }

  /// A tensor of F32, row-major.
  record Values(long[] shape, float[] numbers) {}

  Map<String, Values> run(Map<String, Values> inputs) throws OrtException {
    Map<String, OnnxTensor> in = new HashMap<>();
    try {
      for (Map.Entry<String, Values> input : inputs.entrySet()) {
        FloatBuffer numbers = FloatBuffer.wrap(input.getValue().numbers());
        in.put(
            input.getKey(),
            OnnxTensor.createTensor(environment, numbers, input.getValue().shape()));
      }
      Map<String, Values> results = new LinkedHashMap<>();
      try (OrtSession.Result out = session.run(in)) {
        for (Map.Entry<String, ?> entry : out) {
          OnnxTensor tensor = (OnnxTensor) entry.getValue();
          FloatBuffer buffer = tensor.getFloatBuffer();
          float[] numbers = new float[buffer.remaining()];
          buffer.get(numbers);
          results.put(entry.getKey(), new Values(tensor.getInfo().getShape(), numbers));
        }
      }
      return results;
    } finally {
      in.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}

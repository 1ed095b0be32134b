package dev.sosia.trainer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.safetensors.SafetensorsWriter;
import dev.sosia.weights.value.HostTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The files of one checkpoint, as [Checkpoints] lists them.
final class CheckpointFiles {
  private static final String SUMS = "SHA256SUMS";
  private static final String STATE = "state.json";
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) {2}([^/\\\\]+)");

  private CheckpointFiles() {}

  /// Opens files to be written; tests put a broken one here.
  @FunctionalInterface
  interface Disk {
    FileChannel create(Path file) throws IOException;
  }

  /// Writes all files into the folder `into` and forces each to the disk.
  ///
  /// @return SHA-256 by name of what was to be written
  /// @throws DivergenceException naming a tensor with a value that is not finite
  static SequencedMap<String, String> write(
      Path into, long step, Map<String, ?> settings, List<Part> parts, Disk disk)
      throws IOException {
    SequencedMap<String, String> sums = new LinkedHashMap<>();
    SequencedMap<String, Object> rates = new LinkedHashMap<>();
    for (Part part : parts) {
      try (Arena arena = Arena.ofConfined()) {
        String name = networkFile(part);
        SequencedMap<String, HostTensor> tensors = PartState.network(part, arena);
        sums.put(name, writeTensors(disk.create(into.resolve(name)), step, part, tensors));
      }
      try (Arena arena = Arena.ofConfined()) {
        String name = optimizerFile(part);
        SequencedMap<String, HostTensor> tensors = PartState.optimizer(part, arena);
        sums.put(name, writeTensors(disk.create(into.resolve(name)), step, part, tensors));
      }
      rates.put(part.name(), PartState.rates(part));
    }
    SequencedMap<String, Object> state = new LinkedHashMap<>();
    state.put("format", "sosia training checkpoint 1");
    state.put("step", step);
    state.put("learning_rates", rates);
    state.put("settings", settings);
    sums.put(STATE, writeText(disk.create(into.resolve(STATE)), Json.pretty(state)));
    StringBuilder lines = new StringBuilder();
    sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
    sums.put(SUMS, writeText(disk.create(into.resolve(SUMS)), lines.toString()));
    return sums;
  }

  private static String networkFile(Part part) {
    return part.name() + ".safetensors";
  }

  private static String optimizerFile(Part part) {
    return part.name() + ".optimizer.safetensors";
  }

  private static String writeTensors(
      FileChannel file, long step, Part part, SequencedMap<String, HostTensor> tensors)
      throws IOException {
    return writeFile(
        file,
        out -> {
          String bad = PartState.firstNonFinite(tensors);
          if (bad != null) {
            throw new DivergenceException(
                step, bad + " of " + part.name() + " is not finite after step " + step);
          }
          SequencedMap<String, String> metadata = new LinkedHashMap<>();
          metadata.put("format", "pt");
          SafetensorsWriter.write(out, tensors, metadata);
        });
  }

  private static String writeText(FileChannel file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    return writeFile(
        file,
        out -> {
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
        });
  }

  private interface Content {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  private static String writeFile(FileChannel file, Content content) throws IOException {
    try (DigestChannel out = new DigestChannel(file)) {
      content.writeTo(out);
      out.force();
      return out.hash();
    }
  }

  /// What is wrong with a checkpoint, by the name of the file; empty if it is whole.
  static String damage(Path checkpoint) {
    try {
      Path list = checkpoint.resolve(SUMS);
      if (!Files.isRegularFile(list)) {
        return checkpoint + " is not whole: there is no " + SUMS;
      }
      Map<String, String> sums = new LinkedHashMap<>();
      for (String line : Files.readAllLines(list, ISO_8859_1)) {
        Matcher m = SUM.matcher(line);
        if (!m.matches()) {
          return list + " is damaged";
        }
        sums.put(m.group(2), m.group(1));
      }
      if (!sums.containsKey(STATE)) {
        return list + " is damaged";
      }
      for (Path file : Folders.entries(checkpoint, n -> !n.equals(SUMS))) {
        if (!sums.containsKey(file.getFileName().toString())) {
          return list + " is damaged: it does not name " + file.getFileName();
        }
      }
      for (Map.Entry<String, String> sum : sums.entrySet()) {
        Path file = checkpoint.resolve(sum.getKey());
        if (!Files.isRegularFile(file)) {
          return checkpoint + " is not whole: there is no " + sum.getKey();
        }
        if (!DigestChannel.hash(file).equals(sum.getValue())) {
          return file + " is damaged: its SHA-256 is not the one in " + SUMS;
        }
      }
      return "";
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + checkpoint + ": " + e.getMessage(), e);
    }
  }

  /// Gives the parts the state in a checkpoint that is whole.
  ///
  /// @throws InputException if it is not of these parts
  static void restore(Path checkpoint, List<Part> parts) {
    SequencedMap<String, Object> state = state(checkpoint);
    Map<?, ?> rates = state.get("learning_rates") instanceof Map<?, ?> m ? m : Map.of();
    if (!rates.keySet().equals(names(parts))) {
      throw new InputException(
          "%s holds %s, the training has %s".formatted(checkpoint, rates.keySet(), names(parts)));
    }
    for (Part part : parts) {
      Path network = checkpoint.resolve(networkFile(part));
      try (Checkpoint file = Checkpoint.open(network)) {
        PartState.restoreNetwork(part, StateDict.of(file).tensors(), network.toString());
      }
      Path optimizer = checkpoint.resolve(optimizerFile(part));
      try (Checkpoint file = Checkpoint.open(optimizer)) {
        List<Double> lr = new ArrayList<>();
        if (rates.get(part.name()) instanceof List<?> list) {
          list.forEach(rate -> lr.add(rate instanceof Number n ? n.doubleValue() : Double.NaN));
        }
        PartState.restoreOptimizer(part, StateDict.of(file).tensors(), lr, optimizer.toString());
      }
    }
  }

  private static Set<String> names(List<Part> parts) {
    return parts.stream().map(Part::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static SequencedMap<String, Object> state(Path checkpoint) {
    Path file = checkpoint.resolve(STATE);
    try {
      return Json.parse(Files.readString(file))
          .orElseThrow(() -> new InputException(file + " is no JSON object"));
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}

package dev.sosia.study.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Results of cells in files, each named by the hash of everything that it depends on: the
/// settings, the experiment, and the cell's levels. A file is there whole or not at all, so what is
/// found can be used; what was made under other settings is never found.
public final class CellStore {
  /// Where results lie, below the folder of a study.
  public static final String FOLDER = "cells";

  private final Path folder;
  private final SequencedMap<String, Object> settings;

  /// A store in `out`/cells.
  ///
  /// @param settings all that results depend on beside the cell: data, seeds, hashes of weights
  /// @throws EnvironmentException if the folder cannot be made
  public CellStore(Path out, Map<String, Object> settings) {
    this.folder = out.resolve(FOLDER);
    this.settings = new LinkedHashMap<>(settings);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EnvironmentException("cannot make folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /// What was kept of a cell, if it is there and has the experiment's number of pictures.
  Optional<Labels> find(Experiment experiment, Cell cell) {
    Path file = file(experiment, cell);
    int pictures = experiment.pictures();
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return StudyJson.parse(Files.readString(file))
          .flatMap(CellStore::labels)
          .filter(l -> l.size() == pictures && l.reasons().size() == pictures);
    } catch (IOException e) {
      throw new EnvironmentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Keeps what came out of a cell.
  void keep(Experiment experiment, Cell cell, Labels labels) {
    Map<String, Object> document = key(experiment, cell);
    document.put("labels", labels.labels());
    document.put("reasons", labels.reasons());
    if (!labels.measures().isEmpty()) {
      document.put("measures", labels.measures());
    }
    AtomicFile.writeString(file(experiment, cell), StudyJson.pretty(document));
  }

  private Path file(Experiment experiment, Cell cell) {
    byte[] key = StudyJson.pretty(key(experiment, cell)).getBytes(UTF_8);
    return folder.resolve(Sha256.hex(key) + ".json");
  }

  private Map<String, Object> key(Experiment experiment, Cell cell) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("settings", settings);
    key.put("experiment", experiment.name());
    key.put("cell", cell.levels());
    return key;
  }

  /// Nothing if the file is damaged: then the cell is run again.
  private static Optional<Labels> labels(Map<String, Object> document) {
    if (!(document.get("labels") instanceof List<?> labels)
        || !(document.get("reasons") instanceof List<?> reasons)) {
      return Optional.empty();
    }
    List<Integer> numbers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Object label : labels) {
      if (!(label instanceof Integer number)) {
        return Optional.empty();
      }
      numbers.add(number);
    }
    for (Object reason : reasons) {
      if (!(reason instanceof String word)) {
        return Optional.empty();
      }
      words.add(word);
    }
    return measures(document.getOrDefault("measures", Map.of()), numbers.size())
        .map(measures -> new Labels(numbers, words, measures));
  }

  private static Optional<SequencedMap<String, List<double[]>>> measures(
      Object found, int pictures) {
    SequencedMap<String, List<double[]>> measures = new LinkedHashMap<>();
    if (!(found instanceof Map<?, ?> all)) {
      return Optional.empty();
    }
    for (Map.Entry<?, ?> one : all.entrySet()) {
      if (!(one.getValue() instanceof List<?> rows) || rows.size() != pictures) {
        return Optional.empty();
      }
      List<double[]> numbers = new ArrayList<>();
      for (Object row : rows) {
        if (!(row instanceof List<?> values)
            || !values.stream().allMatch(Number.class::isInstance)) {
          return Optional.empty();
        }
        numbers.add(values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray());
      }
      measures.put(String.valueOf(one.getKey()), numbers);
    }
    return Optional.of(measures);
  }
}

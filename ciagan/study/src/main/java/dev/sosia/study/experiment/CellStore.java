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
/// settings, and the cell's levels. A file is there whole or not at all, so what is found can be
/// used; what was made under other settings is never found.
public final class CellStore {
  private static final String FOLDER = "cells";

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

  /// What was kept of a cell, if it is there and has this many pictures.
  Optional<Labels> find(Cell cell, int pictures) {
    Path file = file(cell);
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
  void keep(Cell cell, Labels labels) {
    Map<String, Object> document = key(cell);
    document.put("labels", labels.labels());
    document.put("reasons", labels.reasons());
    AtomicFile.writeString(file(cell), StudyJson.pretty(document));
  }

  private Path file(Cell cell) {
    return folder.resolve(Sha256.hex(StudyJson.pretty(key(cell)).getBytes(UTF_8)) + ".json");
  }

  private Map<String, Object> key(Cell cell) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("settings", settings);
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
    return Optional.of(new Labels(numbers, words));
  }
}

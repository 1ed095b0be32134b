package dev.sosia.ciagan.anonymize;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.picture.Picture;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Faces drawn by CIAGAN's generator.
public final class GeneratorReplacement implements FaceReplacement {
  private final Anonymizer anonymizer;
  private final IdentityChoice choice;
  private final long seed;
  private final String weightsSha256;

  /// A replacement by faces of these identities; the anonymizer must outlive it.
  ///
  /// @throws dev.sosia.engine.error.InputException if the generator does not know an identity that
  ///   is asked for
  public GeneratorReplacement(
      Anonymizer anonymizer, IdentityChoice choice, long seed, String weightsSha256) {
    choice.check(anonymizer.identities());
    this.anonymizer = anonymizer;
    this.choice = choice;
    this.seed = seed;
    this.weightsSha256 = weightsSha256;
  }

  @Override
  public String method() {
    return "ciagan";
  }

  @Override
  public String weightsSha256() {
    return weightsSha256;
  }

  @Override
  public int size() {
    return anonymizer.size();
  }

  @Override
  public String identity(PictureId id, int index) {
    Map<Integer, Double> weights = weights(id, index);
    if (weights.size() == 1 && weights.containsValue(1.0)) {
      return weights.keySet().iterator().next().toString();
    }
    return new TreeMap<>(weights)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }

  @Override
  public Picture replace(Sample sample, int index) {
    return anonymizer.anonymize(sample, weights(sample.id(), index));
  }

  private Map<Integer, Double> weights(PictureId id, int index) {
    return choice.resolve(id.identity(), anonymizer.identities(), seed, index);
  }
}

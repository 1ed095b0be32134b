package dev.sosia.ciagan.anonymize;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Whose face the generator is asked to draw.
public sealed interface IdentityChoice {

  /// The original's choice: the next identity of the generator, `(own + 1) mod n`.
  record Next() implements IdentityChoice {}

  /// Any identity but the own, drawn for each picture.
  record Random() implements IdentityChoice {}

  /// The same identity for all pictures.
  record Fixed(int identity) implements IdentityChoice {}

  /// A weighted sum of identities.
  record Blend(SequencedMap<Integer, Double> weights) implements IdentityChoice {}

  /// Reads `next`, `random`, a number, or `blend:3=0.5,7=0.5`.
  ///
  /// @throws InputException if it is none of these
  static IdentityChoice parse(String text) {
    if (text.equals("next")) {
      return new Next();
    }
    if (text.equals("random")) {
      return new Random();
    }
    try {
      if (text.startsWith("blend:")) {
        SequencedMap<Integer, Double> weights = new LinkedHashMap<>();
        for (String part : text.substring("blend:".length()).split(",", -1)) {
          String[] pair = part.split("=", -1);
          if (pair.length != 2) {
            throw new NumberFormatException(part);
          }
          double weight = Double.parseDouble(pair[1]);
          if (!Double.isFinite(weight)
              || weights.put(Integer.parseUnsignedInt(pair[0]), weight) != null) {
            throw new NumberFormatException(part);
          }
        }
        return new Blend(weights);
      }
      return new Fixed(Integer.parseUnsignedInt(text));
    } catch (NumberFormatException e) {
      throw new InputException(
          "--identity is next, random, a number, or blend:N=weight,N=weight; not " + text, e);
    }
  }

  /// Fails unless every identity that is named is one of `n`.
  default void check(int n) {
    switch (this) {
      case Next _, Random _ -> {
        // both choose among those there are
      }
      case Fixed f -> inRange(f.identity(), n);
      case Blend b -> b.weights().keySet().forEach(i -> inRange(i, n));
    }
  }

  private static void inRange(int identity, int n) {
    if (identity >= n) {
      throw new InputException(
          "--identity " + identity + ": the generator knows identities 0 to " + (n - 1));
    }
  }

  /// The weights of identities for picture number `index` (from 0) of a person with identity `own`.
  default Map<Integer, Double> resolve(int own, int n, long seed, long index) {
    return switch (this) {
      case Next _ -> Map.of((own + 1) % n, 1.0);
      case Random _ -> {
        // one stream a picture, so that the choice does not depend on which others are done
        int drawn = n == 1 ? 0 : new Philox(seed, index).nextInt(n - 1);
        yield Map.of(n > 1 && drawn >= own % n ? drawn + 1 : drawn, 1.0);
      }
      case Fixed f -> Map.of(f.identity(), 1.0);
      case Blend b -> b.weights();
    };
  }
}

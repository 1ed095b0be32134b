package dev.sosia.ciagan.training;

import dev.sosia.ciagan.net.Critic;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.optim.Adam;

/// The three networks that are trained together, with an optimiser each.
///
/// @param siamese an embedding `[B, 3, S, S]` to `[B, outputs]`
public record CiaganNetworks(
    Generator generator,
    Critic critic,
    Unit siamese,
    Adam generatorAdam,
    Adam criticAdam,
    Adam siameseAdam)
    implements AutoCloseable {

  /// These networks, with new optimisers of one kind.
  public static CiaganNetworks of(
      Generator generator, Critic critic, Unit siamese, Adam.Options options) {
    return new CiaganNetworks(
        generator,
        critic,
        siamese,
        new Adam(generator.parameters(), options),
        new Adam(critic.parameters(), options),
        new Adam(siamese.parameters(), options));
  }

  /// Puts all three into training mode.
  void training() {
    generator.train(true);
    critic.train(true);
    siamese.train(true);
  }

  /// Frees the optimisers' state; the networks belong to their scope.
  @Override
  public void close() {
    generatorAdam.close();
    criticAdam.close();
    siameseAdam.close();
  }
}

package dev.sosia.ciagan.training;

import dev.sosia.ciagan.net.Critic;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.ciagan.net.SiamesePatch;
import dev.sosia.ciagan.net.SiameseResNet;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.tensor.Device;

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

  /// The networks of a recipe with their first values.
  ///
  /// @param people how many identities there are to become
  /// @param seed of the first values
  public static CiaganNetworks of(Recipe recipe, int people, Device device, long seed) {
    int size = recipe.imgSize();
    ParameterFactory g = ParameterFactory.random(device, Streams.FIRST_VALUES.of(seed, 0));
    ParameterFactory c = ParameterFactory.random(device, Streams.FIRST_VALUES.of(seed, 1));
    ParameterFactory s = ParameterFactory.random(device, Streams.FIRST_VALUES.of(seed, 2));
    int outputs = recipe.siameseOutputs();
    double width = recipe.siameseWidth();
    return of(
        new Generator(g, new Generator.Config(size, 6, people, recipe.generatorWidth(), false)),
        new Critic(c, new Critic.Config(size, 6, recipe.criticWidth())),
        switch (recipe.siameseNetwork()) {
          case RESNET -> new SiameseResNet(s, 3, outputs, width);
          case PATCH -> new SiamesePatch(s, size, 3, outputs, width);
        },
        recipe.adam());
  }

  /// Puts all three into training mode.
  void training() {
    generator.train(true);
    critic.train(true);
    siamese.train(true);
  }

  void setLearningRate(double lr) {
    generatorAdam.setLr(lr);
    criticAdam.setLr(lr);
    siameseAdam.setLr(lr);
  }

  /// Frees the optimisers' state; the networks belong to their scope.
  @Override
  public void close() {
    generatorAdam.close();
    criticAdam.close();
    siameseAdam.close();
  }
}

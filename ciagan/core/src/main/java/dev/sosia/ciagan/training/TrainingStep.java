package dev.sosia.ciagan.training;

import static dev.sosia.engine.op.Elementwise.abs;
import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.mul;
import static dev.sosia.engine.op.Elementwise.scale;
import static dev.sosia.engine.op.Elementwise.square;
import static dev.sosia.engine.op.Elementwise.sub;

import dev.sosia.ciagan.loss.GanLoss;
import dev.sosia.ciagan.loss.GradientPenalty;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// One step of CIAGAN's training, as the original's `run_training.py` takes it: the siamese network
/// learns who is who, the critic to tell pictures from drawn ones, the generator to please both.
/// All networks are in training mode in every pass.
public final class TrainingStep {
  private final CiaganNetworks nets;
  private final Settings settings;
  private final Device device;
  private final DType dtype;

  /// What a batch is for, and so what of it is looked at: always the first faces and the
  /// identities, the rest as said here.
  public enum Use {
    /// The siamese network learns to compare its faces.
    COMPARE(false, false, true),
    /// Faces are drawn from it, and nobody compares them.
    DRAW(true, true, false),
    /// The critic sees its faces as they are.
    SHOW(true, false, false),
    /// Faces are drawn from it, and compared.
    DRAW_AND_COMPARE(true, true, true);

    private final boolean landmarks;
    private final boolean masks;
    private final boolean otherFaces;

    Use(boolean landmarks, boolean masks, boolean otherFaces) {
      this.landmarks = landmarks;
      this.masks = masks;
      this.otherFaces = otherFaces;
    }

    /// Whether the first faces' landmark pictures are looked at.
    public boolean landmarks() {
      return landmarks;
    }

    /// Whether the first faces' masks are; those that the siamese network may need come on top.
    public boolean masks() {
      return masks;
    }

    /// Whether the siamese network compares the first faces with the second.
    public boolean otherFaces() {
      return otherFaces;
    }
  }

  /// The numbers of the algorithm.
  ///
  /// @param siamese iterations of the siamese network; 0 leaves it, and the identity loss, out
  /// @param critic iterations of the critic
  /// @param generator iterations of the generator
  /// @param margin how far apart the siamese network should see two people
  /// @param lambda weight of the gradient penalty, which only [GanLoss#WGANGP] has
  /// @param siameseMask whether the siamese network sees faces without their surroundings
  /// @param criticMask whether the critic sees faces without their surroundings; not in the
  ///   original
  /// @param l1Same weight of the difference between the drawn and the real face where a pair is one
  ///   person; not in the original, which is 0
  public record Settings(
      int siamese,
      int critic,
      int generator,
      GanLoss gan,
      double margin,
      double lambda,
      boolean siameseMask,
      boolean criticMask,
      double l1Same) {

    /// How many batches a step takes: one per iteration, of the critic two.
    public int batches() {
      return siamese + 2 * critic + generator;
    }

    /// What the batch with number `index` of a step is for.
    public Use use(int index) {
      if (index < siamese) {
        return Use.COMPARE;
      }
      if (index < siamese + 2 * critic) {
        return (index - siamese) % 2 == 0 ? Use.DRAW : Use.SHOW;
      }
      return siamese > 0 ? Use.DRAW_AND_COMPARE : Use.DRAW;
    }

    /// How many penalties a step takes, each of which needs shares.
    public int penalties() {
      return gan == GanLoss.WGANGP ? critic : 0;
    }

    /// The names of the losses, in order.
    public List<String> metrics() {
      List<String> names =
          new ArrayList<>(
              List.of("siamese", "critic", "critic_real", "generator_gan", "generator_siamese"));
      if (l1Same > 0) {
        names.add("generator_l1");
      }
      return names;
    }
  }

  /// @param dtype F32 or F64, that of the networks
  public TrainingStep(CiaganNetworks nets, Settings settings, Device device, DType dtype) {
    this.nets = nets;
    this.settings = settings;
    this.device = device;
    this.dtype = dtype;
  }

  /// Takes a step.
  ///
  /// @param batches at least [Settings#batches], used in order
  /// @param shares of real pictures in the penalties' mixtures, 0..1, `[B]` for each of
  ///   [Settings#penalties]
  /// @return each loss summed over its iterations; `critic` is all that was minimised, the penalty
  ///   included
  public SequencedMap<String, Double> run(List<Batch> batches, List<float[]> shares) {
    if (batches.size() != settings.batches() || shares.size() != settings.penalties()) {
      throw new ShapeException(
          "a step takes %d batches and %d lists of shares, not %d and %d"
              .formatted(settings.batches(), settings.penalties(), batches.size(), shares.size()));
    }
    Iterator<Batch> next = batches.iterator();
    Iterator<float[]> nextShares = shares.iterator();
    nets.training();
    try (Scope step = Scope.open()) {
      Tally tally = new Tally(step, settings.metrics());
      nets.siamese().trainable(true);
      nets.critic().trainable(true);
      for (int i = 0; i < settings.siamese(); i++) {
        try (Scope _ = Scope.open()) {
          siamese(pairs(next.next()), tally);
        }
      }
      for (int i = 0; i < settings.critic(); i++) {
        try (Scope _ = Scope.open()) {
          float[] s = settings.penalties() > 0 ? nextShares.next() : new float[0];
          critic(pairs(next.next()), pairs(next.next()), s, tally);
        }
      }
      // gradients still pass through both, to the drawn face
      nets.siamese().trainable(false);
      nets.critic().trainable(false);
      for (int i = 0; i < settings.generator(); i++) {
        try (Scope _ = Scope.open()) {
          generator(pairs(next.next()), tally);
        }
      }
      return tally.sums();
    }
  }

  private Pairs pairs(Batch batch) {
    return new Pairs(batch, device, dtype);
  }

  /// The siamese network draws one person's faces together, pushes two people's apart.
  private void siamese(Pairs p, Tally tally) {
    Tensor first = nets.siamese().of(compared(p.faces(), p::mask));
    Tensor second = nets.siamese().of(compared(p.otherFaces(), p::otherMask));
    Tensor loss = Losses.contrastive(first, second, p.same(), settings.margin());
    tally.add("siamese", loss);
    descend(nets.siameseAdam(), loss);
  }

  /// The critic calls drawn faces drawn, and faces of another batch real. Each term goes back on
  /// its own, which gives the gradient of the sum and never holds two passes in memory.
  private void critic(Pairs drawnFrom, Pairs real, float[] shares, Tally tally) {
    Tensor drawn;
    try (var _ = Autograd.noGrad()) {
      drawn = judged(composite(drawnFrom, drawn(drawnFrom)), drawnFrom);
    }
    Tensor picture = judged(real.faces(), real);
    Adam adam = nets.criticAdam();
    adam.clearGrads();

    Tensor calledDrawn = settings.gan().of(nets.critic().of(drawn), false);
    Autograd.backward(calledDrawn);
    tally.add("critic", calledDrawn);

    Tensor calledReal = settings.gan().of(nets.critic().of(picture), true);
    Autograd.backward(calledReal);
    tally.add("critic", calledReal);
    tally.add("critic_real", calledReal);

    if (settings.gan() == GanLoss.WGANGP) {
      Tensor alpha = real.of(Shape.of(shares.length, 1), shares);
      Tensor penalty =
          GradientPenalty.of(nets.critic()::of, picture, drawn, alpha, settings.lambda());
      Autograd.backward(penalty);
      tally.add("critic", penalty);
    }
    adam.step();
    adam.clearGrads();
  }

  /// The generator draws faces that the critic calls real and that the siamese network finds close
  /// to those of the person asked for.
  private void generator(Pairs p, Tally tally) {
    Tensor drawn = drawn(p);
    Tensor composite = composite(p, drawn);
    Tensor loss = settings.gan().of(nets.critic().of(judged(composite, p)), true);
    tally.add("generator_gan", loss);
    if (settings.siamese() > 0) {
      Tensor found = nets.siamese().of(compared(composite, p::mask));
      Tensor wanted;
      try (var _ = Autograd.noGrad()) {
        wanted = nets.siamese().of(compared(p.otherFaces(), p::otherMask));
      }
      Tensor apart = Reductions.sum(square(sub(wanted, found)), false, 1);
      Tensor identity = scale(Reductions.mean(apart), 0.5); // contrastive, all pairs the same
      tally.add("generator_siamese", identity);
      loss = add(loss, identity);
    }
    if (settings.l1Same() > 0) {
      Tensor difference = differenceOfSame(p, composite);
      tally.add("generator_l1", difference);
      loss = add(loss, difference, settings.l1Same());
    }
    descend(nets.generatorAdam(), loss);
  }

  /// The generator's faces, from landmarks, surroundings and identities.
  private Tensor drawn(Pairs p) {
    Tensor x = Shapes.cat(List.of(p.landmarks(), p.surroundings()), 1); // [B, 6, S, S]
    return nets.generator().of(x, p.oneHot(nets.generator().config().identities()));
  }

  /// Drawn faces in the surroundings of the faces they replace, unclamped.
  private static Tensor composite(Pairs p, Tensor drawn) {
    return add(p.surroundings(), mul(drawn, p.mask()));
  }

  /// What the critic looks at: faces, with or without their surroundings, and their landmarks, `[B,
  /// 6, S, S]`.
  private Tensor judged(Tensor faces, Pairs p) {
    Tensor seen = settings.criticMask() ? mul(faces, p.mask()) : faces;
    return Shapes.cat(List.of(seen, p.landmarks()), 1);
  }

  /// What the siamese network looks at: faces, with or without their surroundings.
  private Tensor compared(Tensor faces, Supplier<Tensor> mask) {
    return settings.siameseMask() ? mul(faces, mask.get()) : faces;
  }

  /// The mean of |composite - face| inside the masks of the pairs that are one person: there the
  /// face itself is a right answer. 0 where a batch has no such pair.
  private static Tensor differenceOfSame(Pairs p, Tensor composite) {
    Tensor inside = mul(p.mask(), Shapes.reshape(p.same(), -1, 1, 1, 1));
    Tensor all = Reductions.sum(mul(abs(sub(composite, p.faces())), inside));
    return scale(all, 1 / Math.max(1, p.batch().maskedNumbersOfSame()));
  }

  private static void descend(Adam adam, Tensor loss) {
    adam.clearGrads();
    Autograd.backward(loss);
    adam.step();
    adam.clearGrads();
  }
}

package dev.sprout.xar.sampling;

import static dev.sprout.xar.network.PrefixExample.difference;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.NormalStream;
import dev.sprout.flow.PictureNoise;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.PrefixExample;
import dev.sprout.xar.network.XarNetwork;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guidance, sampling and inpainting of pictures that prefixes describe. */
class PrefixSamplingTest {
  private static final double TIME = 0.6;

  private final NDManager manager = NDManager.newBaseManager();
  private final PrefixExample example = new PrefixExample("cell 2", manager);
  private final XarNetwork network = example.network();
  private final Conditions conditions =
      new Conditions(network.noClass(manager, 2, 1), example.prefix(5, 3));
  private final Conditions unconditional = Conditions.of(network.noClass(manager, 2, 1));
  private final NDArray sequence = example.tokens(); // [B, 8·4, C]

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2.7})
  void guidanceLeadsAwayFromTheNullPrefix(double scale) {
    try (GuidedContext context = new GuidedContext(network, manager, conditions, unconditional)) {
      context.append(entity(0));
      context.append(entity(1));
      NDArray guided = context.velocity(entity(2), TIME, scale);
      NDArray conditional = whole(conditions);
      NDArray learned = example.weights().get("prefix.null").expandDims(0).repeat(0, 2);
      NDArray free = whole(new Conditions(unconditional.classes(), Prefix.of(learned)));
      NDArray expected = free.add(conditional.sub(free).mul((float) scale));
      assertThat(difference(guided, expected)).isLessThan(1e-5);
      assertThat(difference(conditional, free)).isGreaterThan(1e-2);
    }
  }

  @Test
  void theNullPrefixIsComputedOnlyWhereGuidanceAsksForIt() {
    NDArray learned = example.weights().get("prefix.null");
    TorchOps.assign(learned, manager.full(learned.getShape(), Float.NaN));
    try (GuidedContext context = new GuidedContext(network, manager, conditions, unconditional)) {
      context.append(entity(0));
      assertThat(context.velocity(entity(1), TIME, 1).isNaN().any().getBoolean()).isFalse();
      assertThat(context.velocity(entity(1), TIME, 2).isNaN().all().getBoolean()).isTrue();
    }
  }

  /** Euler over whole sequences, entity by entity, against the sampler with its cache. */
  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void samplingIsTheFlowOfWholeSequences(String entity) {
    PrefixExample any = new PrefixExample(entity, manager);
    Conditions given = any.conditions(2, 5);
    NDArray drawn = draw(any, given, null);
    NDArray expected = any.tokens().zerosLike();
    NDArray times = manager.zeros(new Shape(2, any.network().layout().entities()));
    PictureNoise noise = noise();
    for (int e = 0; e < any.network().layout().entities(); e++) {
      NDIndex part = part(any.network(), e);
      NDArray x = noise.next(manager, expected.get(part).getShape());
      for (double t : new double[] {1, 0.5}) {
        expected.set(part, x);
        times.set(new NDIndex(":, " + e), (float) t);
        NDArray velocity = any.network().velocity(expected, times, given).get(part);
        x = x.sub(velocity.mul(0.5f));
      }
      expected.set(part, x);
      times.set(new NDIndex(":, " + e), 0f);
    }
    NDArray latents = new LatentTokens(any.network().config()).latents(expected);
    assertThat(difference(drawn, latents)).isLessThan(1e-4);
  }

  @Test
  void inpaintingKeepsWhatIsKnownAndDrawsTheRestByThePrefix() {
    NDArray picture = new LatentTokens(network.config()).latents(sequence); // [B, 4, 4, 8]
    NDArray known = picture.zerosLike();
    known.set(new NDIndex(":, :, :, :3"), 1f);
    InpaintMask mask = new InpaintMask(picture, known, 1);
    NDArray first = draw(example, conditions, mask);
    Conditions others = new Conditions(conditions.classes(), example.prefix(5, 3));
    NDArray second = draw(example, others, mask);
    for (NDArray drawn : List.of(first, second)) {
      assertThat(drawn.get(":, :, :, :3")).isEqualTo(picture.get(":, :, :, :3"));
    }
    assertThat(difference(first.get(":, :, :, 3:"), second.get(":, :, :, 3:"))).isGreaterThan(1e-2);
    NDArray unmasked = draw(example, conditions, new InpaintMask(picture, known.zerosLike(), 1));
    assertThat(difference(unmasked, draw(example, conditions, null))).isLessThan(1e-5);
  }

  /** Two Euler steps of every entity without guidance. */
  private static NDArray draw(PrefixExample example, Conditions given, InpaintMask mask) {
    SamplingOptions options = SamplingOptions.of(new SolverOptions(SolverName.EULER, 2), 1);
    return new XarSampler(example.network())
        .sample(given, Conditions.of(given.classes()), options, noise(), mask, Trajectory.NONE);
  }

  private static PictureNoise noise() {
    return new PictureNoise(List.of(NormalStream.of(4), NormalStream.of(5)));
  }

  /** The velocity of entity 2 after clean ones, in one evaluation of the whole sequence. */
  private NDArray whole(Conditions given) {
    NDArray times = manager.zeros(new Shape(2, 8)); // [B, E]
    times.set(new NDIndex(":, 2"), (float) TIME);
    return network.velocity(sequence, times, given).get(part(network, 2));
  }

  private NDArray entity(int index) {
    return sequence.get(part(network, index));
  }

  private static NDIndex part(XarNetwork network, int entity) {
    return new NDIndex(
        ":, " + network.layout().begin(entity) + ":" + network.layout().begin(entity + 1));
  }
}

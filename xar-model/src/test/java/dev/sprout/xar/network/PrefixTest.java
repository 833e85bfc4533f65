package dev.sprout.xar.network;

import static dev.sprout.xar.network.PrefixExample.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network sees of prefixes. */
class PrefixTest {
  private static final int IDS = PrefixExample.PREFIX.positions();

  private final NDManager manager = NDManager.newBaseManager();
  private final PrefixExample example = new PrefixExample("cell 2", manager);
  private final XarNetwork network = example.network();
  private final NDArray x = example.tokens();
  private final NDArray times = manager.full(new Shape(2, 8), 0.4f); // [B, E]

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void idsAndEntitiesFormOneSequence(String entity) {
    PrefixExample any = new PrefixExample(entity, manager);
    NDArray noisy = any.tokens();
    NDArray own = any.normal(2, any.network().layout().entities()).abs().clip(0, 1);
    for (Conditions conditions : List.of(any.conditions(), any.conditions(2, IDS))) {
      NDArray expected =
          new OneSequence(any.network().config(), any.weights()).velocity(noisy, own, conditions);
      assertThat(difference(any.network().velocity(noisy, own, conditions), expected))
          .isLessThan(2e-5);
    }
    NDArray one = any.network().velocity(noisy, own, any.conditions());
    NDArray other = any.network().velocity(noisy, own, any.conditions());
    assertThat(difference(one, other)).isGreaterThan(0.01);
  }

  /** From 129 positions on, attention is another function of the engine. */
  @Test
  void longSequencesAreNoOther() {
    XarConfig config = new XarConfig(12, 12, 4, 32, 1, 1, 2, 1, "cell 6", 10);
    PrefixExample longer = new PrefixExample(config.withPrefix(PrefixExample.PREFIX), manager);
    NDArray noisy = longer.tokens();
    NDArray own = longer.normal(2, 4).abs().clip(0, 1);
    for (Conditions conditions : List.of(longer.conditions(), longer.conditions(IDS, 2))) {
      NDArray expected =
          new OneSequence(longer.network().config(), longer.weights())
              .velocity(noisy, own, conditions);
      assertThat(difference(longer.network().velocity(noisy, own, conditions), expected))
          .isLessThan(2e-5);
    }
  }

  @Test
  void anIdSeesOnlyEarlierOnes() {
    Conditions conditions = example.conditions();
    NDArray changed = conditions.prefix().embeddings().duplicate();
    changed.set(new NDIndex(":, 3"), example.normal(2, PrefixExample.PREFIX.width()));
    PrefixContext before = network.prefix(conditions, manager);
    PrefixContext after =
        network.prefix(new Conditions(conditions.classes(), Prefix.of(changed)), manager);
    for (int block = 0; block < network.config().blocks(); block++) {
      for (int i = 0; i < 2; i++) {
        NDArray first = before.of(block)[i]; // [B, heads, n, H]
        NDArray second = after.of(block)[i];
        assertThat(second.get(":, :, :3")).isEqualTo(first.get(":, :, :3"));
        assertThat(difference(second.get(":, :, 3"), first.get(":, :, 3"))).isGreaterThan(1e-3);
        boolean isMixed = block > 0; // by the attention of an earlier block
        assertThat(difference(second.get(":, :, 4"), first.get(":, :, 4")) > 1e-4)
            .isEqualTo(isMixed);
      }
    }
  }

  /** The network of a shorter prefix has the first position embeddings of the longer one's. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void keptIdsAreAllThatIsSeen(int kept) {
    XarConfig config =
        network.config().withPrefix(new PrefixConfig(kept, PrefixExample.PREFIX.width()));
    Map<String, NDArray> sliced = new LinkedHashMap<>(example.weights().arrays());
    sliced.computeIfPresent("prefix.positions", (name, a) -> a.get(":, :" + kept));
    sliced.computeIfPresent("prefix.decoder_positions", (name, a) -> a.get(":, :" + kept));
    sliced.computeIfPresent("prefix.null", (name, a) -> a.get(":" + kept));
    NDManager owner = manager.newSubManager();
    XarNetwork shorter = new XarNetwork(config, Weights.of(owner, sliced), Precision.FP32, manager);
    Conditions masked = example.conditions(kept, kept);
    NDArray first = masked.prefix().embeddings().get(":, :" + kept);
    NDArray expected =
        shorter.velocity(x, times, new Conditions(masked.classes(), Prefix.of(first)));
    assertThat(difference(network.velocity(x, times, masked), expected)).isLessThan(1e-5);
    Conditions whole = new Conditions(masked.classes(), Prefix.of(masked.prefix().embeddings()));
    assertThat(difference(network.velocity(x, times, whole), expected)).isGreaterThan(1e-2);
  }

  @Test
  void aPictureDoesNotDependOnItsBatch() {
    Conditions both = example.conditions(3, IDS);
    NDArray together = network.velocity(x, times, both);
    for (int i = 0; i < 2; i++) {
      String row = i + ":" + (i + 1);
      Conditions one =
          new Conditions(both.classes().get(row), both.prefix().rows(i, i + 1, manager));
      NDArray alone = network.velocity(x.get(row), times.get(row), one);
      assertThat(difference(together.get(row), alone)).isLessThan(1e-5);
    }
  }

  @Test
  void theNullPrefixStandsForNoneAndForDroppedOnes() {
    Conditions given = example.conditions(2, 3);
    Prefix prefix = given.prefix();
    NDArray learned = example.weights().get("prefix.null").expandDims(0); // [1, n, width]
    NDArray nulls = learned.repeat(0, 2);
    NDArray expected =
        network.velocity(x, times, new Conditions(given.classes(), Prefix.of(nulls)));
    NDArray none = network.velocity(x, times, Conditions.of(given.classes()));
    assertThat(difference(none, expected)).isLessThan(1e-6);
    Prefix dropped = network.dropped(prefix, new boolean[] {false, true});
    assertThat(dropped.kept()).containsExactly(2, IDS);
    NDArray mixed = network.velocity(x, times, new Conditions(given.classes(), dropped));
    NDArray kept = network.velocity(x, times, given);
    assertThat(difference(mixed.get("1"), expected.get("1"))).isLessThan(1e-5);
    assertThat(difference(mixed.get("0"), kept.get("0"))).isLessThan(1e-5);
    assertThat(difference(kept, expected)).isGreaterThan(1e-2);
  }

  @Test
  void classesAreConditionsBesideAPrefix() {
    Prefix prefix = example.prefix();
    NDArray one = network.velocity(x, times, new Conditions(example.classes(), prefix));
    NDArray none = network.noClass(manager, 2, 1);
    NDArray other = network.velocity(x, times, new Conditions(none, prefix));
    assertThat(difference(one, other)).isGreaterThan(1e-3);
  }

  @Test
  void bfloat16StaysCloseToFloat32() {
    XarNetwork rounded =
        new XarNetwork(network.config(), example.weights(), Precision.BF16, manager);
    for (Conditions conditions : List.of(example.conditions(), example.conditions(2, IDS))) {
      NDArray exact = network.velocity(x, times, conditions);
      NDArray approximate = TorchOps.float32(rounded.velocity(x, times, conditions));
      double relative = difference(exact, approximate) / exact.abs().max().getFloat();
      assertThat(relative).isBetween(1e-7, 0.03);
    }
  }

  @Test
  void impossiblePrefixesAreRefused() {
    assertThatThrownBy(() -> example.prefix(0, 3))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("kept is 0; accepted is a whole number from 1 to 5")
        .hasMessageContaining("null prefix");
    assertThatThrownBy(() -> example.prefix(3, 6)).hasMessageContaining("kept is 6");
    assertThatThrownBy(() -> example.prefix(3)).hasMessageContaining("1 kept lengths");
    Conditions longer = new Conditions(example.classes(), Prefix.of(example.normal(2, 6, 6)));
    assertThatThrownBy(() -> network.velocity(x, times, longer))
        .hasMessageContaining("takes [B, 5, 6]");
    XarConfig plain = network.config().withPrefix(null);
    XarNetwork without = new XarNetwork(plain, example.weights(), Precision.FP32, manager);
    assertThatThrownBy(() -> without.velocity(x, times, example.conditions()))
        .hasMessageContaining("a network without one");
    assertThatThrownBy(() -> new PrefixConfig(0, 6)).hasMessageContaining("positions is 0");
    assertThatThrownBy(() -> new PrefixConfig(5, 0)).hasMessageContaining("width is 0");
  }

  @Test
  void otherArraysBeginAsWithoutAPrefix() {
    XarConfig plain = network.config().withPrefix(null);
    Weights with = Weights.initialise(XarNetwork.parameters(network.config()), 3, manager);
    Weights without = Weights.initialise(XarNetwork.parameters(plain), 3, manager);
    assertThat(with.arrays()).hasSize(without.arrays().size() + 6);
    without.arrays().forEach((name, array) -> assertThat(with.get(name)).isEqualTo(array));
  }
}

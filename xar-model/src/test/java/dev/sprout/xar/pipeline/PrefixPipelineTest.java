package dev.sprout.xar.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.GeneratorConversion;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.PrefixExample;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders with a prefix, and pictures drawn by one. */
class PrefixPipelineTest {
  private static final AutoencoderConfig PIXELS =
      new AutoencoderConfig(16, 4, 32, List.of(1), 1, 4, 1);
  private static final XarConfig PLAIN = new XarConfig(4, 4, 4, 32, 1, 1, 2, 1, "cell 2", 2);
  private static final XarConfig PREFIXED = PLAIN.withPrefix(new PrefixConfig(3, 2));
  private static final float[][] IDS = {{1, -1}, {0.5f, 2}, {-2, 0}};

  private final NDManager manager = NDManager.newBaseManager();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aModelFolderKeepsItsPrefix() {
    write(PREFIXED, PREFIXED);
    Path copy = folder.resolve("copy");
    assertThat(copy.toFile().mkdir()).isTrue();
    GeneratorConversion.run(folder, WeightChoice.AVERAGED, copy, TensorType.F32);
    List<Picture> expected = drawn(folder, Precision.FP32, IDS);
    assertThat(drawn(copy, Precision.FP32, IDS)).isEqualTo(expected);
    assertThat(drawn(copy, Precision.FP32, new float[][] {{0, 3}})).isNotEqualTo(expected);
    assertThat(drawn(copy, Precision.FP32, null)).isNotEqualTo(expected);
    assertThat(drawn(copy, Precision.BF16, IDS).get(0).rgb())
        .satisfies(rgb -> close(rgb, expected));
  }

  /** Values of 256 levels. */
  private static void close(byte[] rgb, List<Picture> expected) {
    for (int i = 0; i < rgb.length; i++) {
      int other = Byte.toUnsignedInt(expected.get(0).rgb()[i]);
      assertThat(Math.abs(Byte.toUnsignedInt(rgb[i]) - other)).isLessThan(16);
    }
  }

  @Test
  void configurationsAndWeightsThatDisagreeAreRefusedByName() {
    write(PREFIXED, PLAIN);
    assertThatThrownBy(() -> load(Precision.FP32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("doesn't fit the network")
        .hasMessageContaining("missing (6):")
        .hasMessageContaining("prefix.proj.weight [32, 2]");
    write(PLAIN, PREFIXED);
    assertThatThrownBy(() -> load(Precision.FP32))
        .hasMessageContaining("unknown (6):")
        .hasMessageContaining("prefix.null");
    write(PREFIXED, PLAIN.withPrefix(new PrefixConfig(4, 2)));
    assertThatThrownBy(() -> load(Precision.FP32))
        .hasMessageContaining("prefix.positions is [1, 4, 32], needed is [1, 3, 32]");
  }

  @Test
  void picturesOfABatchHavePrefixesOfTheirOwn() {
    write(PREFIXED, PREFIXED);
    float[] none = new float[32];
    Condition whole = new Condition("a", null, none, IDS);
    Condition first = new Condition("b", null, none, Arrays.copyOf(IDS, 1));
    Condition without = new Condition("c", null, none);
    try (PicturePipeline pipeline = load(Precision.FP32)) {
      List<Picture> together =
          pipeline.generate(PictureRequest.of(List.of(whole, first, without), 5, options()));
      for (int i = 0; i < 3; i++) {
        Condition one = List.of(whole, first, without).get(i);
        List<Picture> alone = pipeline.generate(PictureRequest.of(List.of(one), 5 + i, options()));
        assertThat(alone.get(0)).isEqualTo(together.get(i));
      }
      Picture away =
          pipeline
              .generate(PictureRequest.of(List.of(whole), 5, options()).with(first, null))
              .get(0);
      assertThat(away).isNotEqualTo(together.get(0));
    }
  }

  @Test
  void prefixesOfAnotherKindAreRefused() {
    write(PREFIXED, PREFIXED);
    assertThatThrownBy(() -> drawn(folder, Precision.FP32, new float[4][2]))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("prefix is 4; accepted is a whole number from 1 to 3");
    assertThatThrownBy(() -> drawn(folder, Precision.FP32, new float[0][]))
        .hasMessageContaining("prefix is 0");
    assertThatThrownBy(() -> drawn(folder, Precision.FP32, new float[][] {{1, 2}, {3}}))
        .hasMessageContaining("prefix has ids of 1 numbers; this model takes 2");
    write(PLAIN, PLAIN);
    assertThatThrownBy(() -> drawn(folder, Precision.FP32, IDS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("takes no prefix of ids");
  }

  @Test
  void conditionsBecomeRowsOfABatch() {
    Weights weights = Weights.initialise(XarNetwork.parameters(PREFIXED), 1, manager);
    XarNetwork network = new XarNetwork(PREFIXED, weights, Precision.FP32, manager);
    float[] embedding = new float[32];
    embedding[3] = 7;
    Conditions rows =
        new ConditionBatch(network)
            .of(
                List.of(
                    new Condition("a", null, embedding, Arrays.copyOf(IDS, 2)),
                    new Condition("b", null, new float[32])),
                manager);
    assertThat(rows.classes().getFloat(0, 3)).isEqualTo(7);
    assertThat(rows.prefix().kept()).containsExactly(2, 3);
    NDArray embeddings = rows.prefix().embeddings();
    assertThat(embeddings.get(0).toFloatArray()).containsExactly(1, -1, 0.5f, 2, 0, 0);
    assertThat(embeddings.get(1)).isEqualTo(weights.get("prefix.null"));
    Conditions plain =
        new ConditionBatch(network).of(List.of(new Condition("b", null, embedding)), manager);
    assertThat(plain.prefix()).isNull();
  }

  @Test
  void prefixesAreMixedIdById() {
    Condition from = new Condition("a", null, new float[] {0, 4}, new float[][] {{1, 2}});
    Condition to = new Condition("b", null, new float[] {8, 0}, new float[][] {{5, 0}});
    Condition mixed = from.towards(to, 0.25);
    assertThat(mixed.embedding()).containsExactly(2, 3);
    assertThat(mixed.prefix()[0]).containsExactly(2, 1.5f);
    Condition without = new Condition("c", null, new float[2]);
    assertThat(without.towards(without, 0.5).prefix()).isNull();
    assertThatThrownBy(() -> from.towards(without, 0.5))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 and 0 ids");
  }

  /** Writes a folder whose configuration may not be that of its weights. */
  private void write(XarConfig described, XarConfig held) {
    Weights xar = Weights.initialise(XarNetwork.parameters(held), 1, manager);
    PrefixExample.enlarge(xar, 2);
    xar.save(folder.resolve(ModelFolder.XAR), TensorType.F32, Map.of());
    Weights.initialise(Autoencoder.parameters(PIXELS), 2, manager)
        .save(folder.resolve(ModelFolder.AUTOENCODER), TensorType.F32, Map.of());
    List<ModelConfig.Concept> concepts =
        List.of(
            new ModelConfig.Concept("apple", List.of()),
            new ModelConfig.Concept("pear", List.of()));
    ModelConfig.Defaults defaults = new ModelConfig.Defaults("euler", 2, 2);
    new ModelConfig("fruit", "two", PIXELS, described, concepts, List.of(), defaults).write(folder);
  }

  private PicturePipeline load(Precision precision) {
    return load(folder, precision);
  }

  private static PicturePipeline load(Path from, Precision precision) {
    return PicturePipeline.load(
        from, WeightChoice.AVERAGED, new Compute(ComputeDevice.CPU, precision));
  }

  private static List<Picture> drawn(Path from, Precision precision, float[][] prefix) {
    try (PicturePipeline pipeline = load(from, precision)) {
      Condition condition = new Condition("a", null, pipeline.classes().noClass(), prefix);
      return pipeline.generate(PictureRequest.of(List.of(condition), 1, options()));
    }
  }

  private static SamplingOptions options() {
    return SamplingOptions.of(new SolverOptions(SolverName.EULER, 3), 1.5);
  }
}

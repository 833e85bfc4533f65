package dev.sprout.recipes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.OptimiserOptions;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.QuantiserConfig;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedInitialisation;
import dev.sprout.seed.SeedLoss;
import dev.sprout.seed.TrainingTexts;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.training.LatentSet;
import dev.sprout.xar.training.XarTraining;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A tiny joint model over six pictures of coloured blocks, one concept each. */
final class JointExample implements PictureSource, TrainingTexts, AutoCloseable {
  static final int PICTURES = 6;
  static final int SIZE = 8;

  /** Numbers of a picture's latents, z·h·w. */
  static final int LATENTS = 4 * 2 * 2;

  static final AutoencoderConfig AUTOENCODER =
      new AutoencoderConfig(SIZE, 2, 32, List.of(1, 2), 1, 4, 1);

  final NDManager manager = NDManager.newBaseManager();
  final int[] trained = IntStream.range(0, PICTURES).toArray();
  final PictureBatches pictures = new PictureBatches(this, SIZE, 1 << 20);
  final Weights autoencoder = Autoencoder.initialise(AUTOENCODER, 5, manager);
  final LatentSet latents;
  final double scale;
  final SeedConfig seed;
  final ModelConfig model;

  JointExample(QuantiserConfig quantiser) {
    withoutNoise(autoencoder);
    latents =
        LatentSet.encode(new Autoencoder(AUTOENCODER, autoencoder), pictures, PICTURES, manager);
    scale = latents.unitScale(1);
    int width = quantiser == null ? 4 : quantiser.levels().size();
    int codes = quantiser == null ? 16 : quantiser.levels().stream().reduce(1, Math::multiplyExact);
    seed =
        new SeedConfig(
            SIZE, 4, 24, 1, 2, 48, 32, true, 24, 2, 2, 48, codes, width, 1, List.of(), 0, 0, 40, 8,
            12, quantiser);
    model =
        new ModelConfig(
            "tiny",
            "a test",
            AUTOENCODER.withLatentScale(scale),
            new XarConfig(2, 2, 4, 48, 1, 1, 2, 1, "cell 1", PICTURES)
                .withPrefix(new PrefixConfig(32, width)),
            IntStream.range(0, PICTURES)
                .mapToObj(i -> new ModelConfig.Concept("concept " + i, List.of()))
                .toList(),
            List.of(),
            new ModelConfig.Defaults("euler", 8, 1));
  }

  /** Latents with a log-variance of −12, so that a picture has the same ones at each draw. */
  private static void withoutNoise(Weights autoencoder) {
    NDArray weight = autoencoder.get("quant_conv.weight");
    NDArray bias = autoencoder.get("quant_conv.bias");
    weight.set(new NDIndex("4:"), 0);
    bias.set(new NDIndex("4:"), -12);
  }

  JointModel parts() {
    return new JointModel(seed, model, autoencoder);
  }

  Weights weights() {
    return JointModel.join(
        SeedInitialisation.weights(seed, 3, manager),
        Weights.initialise(XarNetwork.parameters(model.xar()), 4, manager),
        manager.newSubManager());
  }

  JointTraining training(Weights weights, JointTraining.Options options, TrainingOptions run) {
    long[][] labels =
        IntStream.range(0, PICTURES).mapToObj(i -> new long[] {i}).toArray(long[][]::new);
    return new JointTraining(
        parts(),
        weights,
        new XarTraining.TrainingSet(latents, scale, labels, trained),
        new SeedLoss.Set(pictures, this, picture -> picture),
        options,
        run,
        new JointPreview(parts(), pictures.pictures(new int[] {0, 1}), manager),
        manager);
  }

  static JointTraining.Options options(
      double contrastWeight, double reconstructionWeight, long generatorFirst, long reviveUntil) {
    SeedLoss.Options tokenizer = new SeedLoss.Options(0, 2, reviveUntil, 0, 1, 0);
    return new JointTraining.Options(
        24,
        Precision.FP32,
        0.1,
        0.1,
        contrastWeight,
        reconstructionWeight,
        1,
        0.2,
        0.1,
        generatorFirst,
        tokenizer);
  }

  static TrainingOptions run(long steps, long checkpointEvery, int microBatches, double rate) {
    OptimiserOptions optimiser = new OptimiserOptions(rate, 0.9, 0.98, 1e-8, 0, 1, 0.98);
    return new TrainingOptions(
        steps,
        10,
        TrainingOptions.Schedule.COSINE,
        7,
        microBatches,
        checkpointEvery,
        null,
        10,
        2,
        optimiser);
  }

  @Override
  public int size() {
    return PICTURES;
  }

  @Override
  public Example example(int index) {
    return new Example("" + index, Map.of(), List.of());
  }

  /** Four blocks of random colours. */
  @Override
  public Picture picture(int index) {
    RandomStream random = new RandomStream(11, index);
    int[] colours = IntStream.range(0, 12).map(i -> 255 * random.nextInt(2)).toArray();
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % SIZE;
      int y = i / 3 / SIZE;
      int block = 2 * (2 * y / SIZE) + 2 * x / SIZE;
      rgb[i] = (byte) colours[3 * block + i % 3];
    }
    return new Picture(SIZE, SIZE, rgb);
  }

  @Override
  public long[] text(int picture, RandomStream random) {
    return names().get(picture);
  }

  @Override
  public List<long[]> names() {
    return IntStream.range(0, PICTURES).mapToObj(i -> new long[] {1, 2 + i, 0}).toList();
  }

  @Override
  public void close() {
    pictures.close();
    manager.close();
  }
}

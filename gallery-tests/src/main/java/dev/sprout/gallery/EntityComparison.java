package dev.sprout.gallery;

import com.google.gson.JsonParser;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.FrechetDistance;
import dev.sprout.evaluation.words.ClassQuality;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.recipes.RecipeData;
import dev.sprout.recipes.RecipeRunner;
import dev.sprout.recipes.Recipes;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.pipeline.PicturePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Ablation of entities (xAR, table 5) at small scale: one network per entity, of equal size and
 * training time.
 */
final class EntityComparison {
  private static final int BATCH = 64;
  private static final int CALIBRATION_STEPS = 40;
  private static final int DRAWN = 400;
  private static final long SEED = 1;

  private final Path data;
  private final Path autoencoder;
  private final Path folder;
  private final double seconds;

  /**
   * One row of the table.
   *
   * @param name name in the table
   * @param entity entity as in a configuration
   * @param teacherForcing clean context in place of noisy context
   */
  record Variant(String name, String entity, boolean teacherForcing) {
    String folder() {
      return name.replaceAll("[^a-z0-9]+", "-");
    }
  }

  /**
   * Measurements of one variant.
   *
   * @param steps training steps in the given time
   * @param latentDistance Fréchet distance between drawn and real latents
   * @param nearest share of drawn pictures whose nearest real picture is of the same concept
   * @param nearestHeldOut the same share for held-out pairs of concept and style
   * @param millisPerPicture time per drawn picture in ms
   */
  record Row(
      Variant variant,
      long steps,
      double latentDistance,
      double nearest,
      double nearestHeldOut,
      double millisPerPicture) {
    String markdown() {
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.3f | %.1f %% | %.1f %% | %.0f ms |",
          variant.name(),
          steps,
          latentDistance,
          100 * nearest,
          100 * nearestHeldOut,
          millisPerPicture);
    }
  }

  /** Variants in the order of the table. */
  static List<Variant> variants() {
    return List.of(
        new Variant("patch", "patch", false),
        new Variant("cell 2", "cell 2", false),
        new Variant("cell 4", "cell 4", false),
        new Variant("subsample 2", "subsample 2", false),
        new Variant("scale 1 2 4 8", "scale 1 2 4 8", false),
        new Variant("image", "image", false),
        new Variant("cell 4, teacher forcing", "cell 4", true));
  }

  /**
   * Creates a comparison.
   *
   * @param data labelled pictures, as {@code tools/emoji/fetch} makes them
   * @param concepts number of concepts, few enough to be learned in the time
   * @param model folder of the model whose autoencoder all variants share
   * @param folder folder of all runs; finished runs are not repeated
   * @param seconds training time per variant in seconds
   */
  EntityComparison(Path data, int concepts, Path model, Path folder, double seconds) {
    this.data = folder.resolve("data-" + concepts);
    ConceptSubset.copy(data, this.data, concepts, SEED);
    this.autoencoder = model;
    this.folder = folder;
    this.seconds = seconds;
  }

  /**
   * Measures the training rates of all variants in a row, so that later load of the machine favours
   * none.
   */
  void calibrate() {
    variants().forEach(this::steps);
  }

  /** Trains and measures one variant. */
  Row run(Variant variant) {
    Path run = folder.resolve(variant.folder());
    long steps = steps(variant);
    train(variant, run, steps);
    try (PicturePipeline pipeline =
            PicturePipeline.load(run, WeightChoice.AVERAGED, Compute.best());
        PictureSource source = PictureSource.open(data);
        PictureBatches pictures = PictureBatches.load(source, pipeline.card().imageSize())) {
      ClassQuality quality = new ClassQuality(pipeline, source, pictures);
      int[] trained = HeldOut.trained(source);
      int[] chosen =
          Arrays.stream(new RandomStream(SEED).permutation(trained.length))
              .limit(DRAWN)
              .map(i -> trained[i])
              .toArray();
      long begin = System.nanoTime();
      var drawn = quality.draw(chosen, pipeline.card().defaults(), SEED);
      double millis = (System.nanoTime() - begin) / 1e6 / chosen.length;
      var heldOut = quality.draw(quality.heldOut(), pipeline.card().defaults(), SEED);
      double distance =
          FrechetDistance.of(
                  features(pipeline, pictures.pictures(chosen)),
                  features(pipeline, drawn.pictures()))
              .value();
      return new Row(variant, steps, distance, drawn.right(), heldOut.right(), millis);
    }
  }

  /** Steps in the given time, by the rate of a short run. */
  private long steps(Variant variant) {
    Path calibration = folder.resolve(variant.folder() + "-calibration");
    train(variant, calibration, CALIBRATION_STEPS);
    try {
      List<String> lines = Files.readAllLines(calibration.resolve("metrics.jsonl"));
      double rate =
          JsonParser.parseString(lines.get(lines.size() - 1))
              .getAsJsonObject()
              .get("picturesPerSecond")
              .getAsDouble();
      return Math.max(1, Math.round(seconds * rate / BATCH));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", calibration, e.getMessage());
    }
  }

  private void train(Variant variant, Path run, long steps) {
    Path config = folder.resolve(run.getFileName() + ".json");
    String text =
        CONFIG.formatted(
            variant.name(),
            autoencoder.toAbsolutePath(),
            variant.entity(),
            BATCH,
            variant.teacherForcing(),
            steps,
            steps);
    try {
      Files.createDirectories(folder);
      Files.writeString(config, text);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", config, e.getMessage());
    }
    new RecipeRunner(config, RecipeData.pictures(data), run, true, ComputeDevice.best())
        .run(Recipes.named("xar"), notice -> {});
  }

  /** Mean latents of the quarters of each picture, [N, 4·z]. */
  private static FeatureMatrix features(PicturePipeline pipeline, List<Picture> pictures) {
    List<float[]> rows = new ArrayList<>();
    for (float[][][] latents : pipeline.latents(pictures)) {
      rows.add(quarters(latents));
    }
    return FeatureMatrix.ofRows(rows);
  }

  private static float[] quarters(float[][][] latents) {
    int channels = latents.length;
    int side = latents[0].length;
    float[] means = new float[4 * channels];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int quarter = 2 * (2 * y / side) + 2 * x / side;
          means[4 * c + quarter] += latents[c][y][x] * 4f / (side * side);
        }
      }
    }
    return means;
  }

  private static final String CONFIG =
      """
      {"name": "%s", "description": "entity comparison",
       "autoencoderFolder": "%s",
       "xar": {"width": 256, "encoderBlocks": 3, "decoderBlocks": 3, "heads": 8, "patch": 1,
               "entity": "%s"},
       "objective": {"batch": %d, "labelDrop": 0.1, "precision": "bf16", "teacherForcing": %s},
       "training": {"steps": %d, "warmup": 100, "schedule": "cosine", "seed": 1,
         "checkpointEvery": 500, "previewEvery": %d, "logEvery": 20, "keep": 1,
         "optimiser": {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.96, "epsilon": 1e-8,
                       "weightDecay": 0.02, "clipNorm": 1, "emaDecay": 0.998}},
       "defaults": {"sampler": "euler", "steps": 25, "guidance": 2.0}}
      """;
}

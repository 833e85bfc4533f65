package dev.sprout.xar.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.UserError;
import dev.sprout.flow.PictureNoise;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.LabelSet;
import dev.sprout.xar.classes.PromptMatcher;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.network.ClassLabels;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.sampling.InpaintMask;
import dev.sprout.xar.sampling.Trajectory;
import dev.sprout.xar.sampling.XarSampler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * From labels to pictures: xAR draws latents, the autoencoder draws the picture. Use by one thread
 * at a time.
 */
public final class PicturePipeline implements AutoCloseable {
  /** Pictures encoded or decoded together; more don't make a picture cheaper. */
  private static final int BATCH = 16;

  /** Positions that fill the machine in one evaluation: so many pictures are drawn together. */
  private static final int POSITIONS = 1024;

  private static final int MOST_TOGETHER = 128;

  private final NDManager manager;
  private final ModelConfig config;
  private final Autoencoder autoencoder;
  private final XarSampler sampler;
  private final Precision precision;
  private final String hash;

  private PicturePipeline(
      ModelConfig config,
      Weights autoencoder,
      Weights xar,
      Precision precision,
      String hash,
      NDManager manager) {
    this.config = config;
    this.autoencoder = new Autoencoder(config.autoencoder(), autoencoder);
    this.sampler = new XarSampler(new XarNetwork(config.xar(), xar, precision, manager));
    this.precision = precision;
    this.hash = hash;
    this.manager = manager;
  }

  /**
   * Loads a model folder.
   *
   * @param folder see {@link ModelFolder}
   * @param ema take the averaged weights of a training checkpoint
   * @param compute where and how precisely
   * @throws UserError when something is missing, broken or doesn't fit, or there is no such device
   */
  public static PicturePipeline load(Path folder, boolean ema, Compute compute) {
    ModelFolder files = ModelFolder.of(folder, ema);
    NDManager manager = compute.device().newManager();
    try (WeightFile xarFile = files.openXar()) {
      ModelConfig config = files.config();
      Weights autoencoder =
          Weights.load(
              files.autoencoder(),
              Autoencoder.parameters(config.autoencoder()),
              Autoencoder::isUnused,
              manager);
      Weights xar =
          Weights.read(
              files.xar(),
              xarFile,
              XarNetwork.parameters(config.xar()),
              XarNetwork::isBuffer,
              name -> compute.precision().isBfloat16() && XarNetwork.isRounded(name),
              manager);
      return new PicturePipeline(
          config,
          autoencoder,
          xar,
          compute.precision(),
          FileHash.of(files.autoencoder(), files.xar()),
          manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** A pipeline over weights in memory, which stay the caller's to close, after it. */
  public static PicturePipeline over(
      ModelConfig config, Weights autoencoder, Weights xar, Precision precision, NDManager parent) {
    return new PicturePipeline(config, autoencoder, xar, precision, "", parent.newSubManager());
  }

  /** What the model is. */
  public ModelCard card() {
    return new ModelCard(
        config.name(),
        config.description(),
        config.styles(),
        config.conceptNames(),
        config.autoencoder().imageSize(),
        config.defaults().options(),
        hash);
  }

  /** Width of its class slot. */
  public int embeddingWidth() {
    return config.xar().width();
  }

  /** ClassLabels told by the embedding that their rows add up to. */
  public LabelSet embedded(LabelSet labels) {
    try (NDManager scope = manager.newSubManager()) {
      float[] sum = sampler.embedding(labels(List.of(labels), scope)).toFloatArray();
      return LabelSet.embedded(labels.concept(), sum).inStyle(labels.style());
    }
  }

  /** How prompts become labels. */
  public PromptMatcher prompts() {
    return new ClassNames(config);
  }

  /**
   * Draws pictures.
   *
   * @param progress told how many pictures are done
   * @throws UserError when the model can't do what is asked
   */
  public List<Picture> generate(PictureRequest request, IntConsumer progress) {
    List<Picture> pictures = new ArrayList<>();
    int together = together();
    int count = request.labels().size();
    for (int begin = 0; begin < count; begin += together) {
      PictureRequest batch = request.range(begin, Math.min(count, begin + together));
      pictures.addAll(draw(batch, Trajectory.NONE));
      progress.accept(pictures.size());
    }
    return pictures;
  }

  /** Draws the first picture of a request, watched. */
  public Picture watch(PictureRequest request, PictureTrajectory trajectory) {
    return draw(
            request.range(0, 1),
            (entity, evaluation, latents) ->
                trajectory.at(entity, evaluation, decode(latents).get(0)))
        .get(0);
  }

  /** How many pictures are drawn together. */
  private int together() {
    var layout = config.xar().layout();
    int largest = layout.size(layout.entities() - 1);
    return Math.max(BATCH, Math.min(MOST_TOGETHER, POSITIONS / largest));
  }

  /** Pictures of the model's size, encoded and decoded again. */
  public List<Picture> reconstruct(List<Picture> pictures) {
    return inBatches(pictures, batch -> decode(encode(batch)));
  }

  /** Mean latents of pictures of the model's size, each [z][h][w], in units of the generator. */
  public List<float[][][]> latents(List<Picture> pictures) {
    return inBatches(pictures, batch -> planes(encode(batch)));
  }

  /** Brings pictures to scaled mean latents, [B, z, h, w]. */
  private NDArray encode(NDArray images) {
    NDArray moments =
        autoencoder.encode(precision.isBfloat16() ? TorchOps.bfloat16(images) : images);
    NDArray means = moments.get(new NDIndex(":, :" + config.autoencoder().latentChannels()));
    return TorchOps.float32(means).mul((float) config.autoencoder().latentScale());
  }

  /** Brings scaled latents [B, z, h, w] to pictures. */
  private List<Picture> decode(NDArray latents) {
    List<Picture> pictures = new ArrayList<>();
    long count = latents.getShape().get(0);
    for (long begin = 0; begin < count; begin += BATCH) {
      try (NDManager scope = latents.getManager().newSubManager()) {
        NDIndex batch = new NDIndex(begin + ":" + Math.min(count, begin + BATCH));
        NDArray scaled = latents.get(scope, batch);
        NDArray z = scaled.div((float) config.autoencoder().latentScale());
        NDArray images =
            autoencoder.decode(precision.isBfloat16() ? TorchOps.bfloat16(z) : z); // [B, 3, S, S]
        pictures.addAll(Picture.ofBatch(TorchOps.float32(images)));
      }
    }
    return pictures;
  }

  private <T> List<T> inBatches(List<Picture> pictures, Function<NDArray, List<T>> work) {
    List<T> results = new ArrayList<>();
    for (int begin = 0; begin < pictures.size(); begin += BATCH) {
      List<Picture> batch = pictures.subList(begin, Math.min(pictures.size(), begin + BATCH));
      try (NDManager scope = manager.newSubManager()) {
        results.addAll(work.apply(images(batch, scope)));
      }
    }
    return results;
  }

  /** Pictures of the model's size as [B, 3, S, S]. */
  private NDArray images(List<Picture> pictures, NDManager scope) {
    int size = config.autoencoder().imageSize();
    float[] planes = new float[pictures.size() * 3 * size * size];
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).fill(planes, i * 3 * size * size);
    }
    return scope.create(planes, new Shape(pictures.size(), 3, size, size));
  }

  private static List<float[][][]> planes(NDArray latents) {
    long[] shape = latents.getShape().getShape();
    float[] values = latents.toFloatArray();
    List<float[][][]> all = new ArrayList<>();
    int next = 0;
    for (int b = 0; b < shape[0]; b++) {
      float[][][] one = new float[(int) shape[1]][(int) shape[2]][];
      for (float[][] plane : one) {
        for (int row = 0; row < plane.length; row++, next += (int) shape[3]) {
          plane[row] = Arrays.copyOfRange(values, next, next + (int) shape[3]);
        }
      }
      all.add(one);
    }
    return all;
  }

  private List<Picture> draw(PictureRequest request, Trajectory trajectory) {
    int count = request.labels().size();
    try (NDManager scope = manager.newSubManager()) {
      ClassLabels wanted = labels(request.labels(), scope);
      ClassLabels unwanted =
          request.negative() == null
              ? sampler.noClass(wanted)
              : labels(Collections.nCopies(count, request.negative()), scope);
      NDArray latents =
          sampler.sample(
              wanted,
              unwanted,
              request.options(),
              new PictureNoise(request.noise()),
              edit(request, scope),
              trajectory);
      List<Picture> drawn = decode(latents);
      PictureEdit edit = request.edit();
      return edit == null ? drawn : drawn.stream().map(edit::over).toList();
    }
  }

  /** What the latents of the given picture are and which of them stay, or null. */
  private InpaintMask edit(PictureRequest request, NDManager scope) {
    PictureEdit edit = request.edit();
    if (edit == null) {
      return null;
    }
    AutoencoderConfig sizes = config.autoencoder();
    edit.check(sizes.imageSize(), request.options());
    int count = request.labels().size();
    NDArray one = encode(images(List.of(edit.picture()), scope)); // [1, z, h, w]
    NDArray keep =
        scope.create(edit.keep(sizes.latentChannels(), sizes.reduction()), one.getShape());
    return new InpaintMask(one.repeat(0, count), keep.repeat(0, count), edit.strength());
  }

  private ClassLabels labels(List<LabelSet> labels, NDManager scope) {
    int width = labels.get(0).embedding().length;
    if (width > 0) {
      float[] all = new float[labels.size() * width];
      for (int i = 0; i < labels.size(); i++) {
        System.arraycopy(labels.get(i).embedding(), 0, all, i * width, width);
      }
      NDArray embeddings = scope.create(all, new Shape(labels.size(), width));
      return ClassLabels.embedded(embeddings, config.styles().isEmpty() ? 1 : 2);
    }
    return ClassLabels.create(
        scope,
        labels.stream().map(LabelSet::rows).toArray(long[][]::new),
        labels.stream().map(LabelSet::weights).toArray(float[][]::new));
  }

  @Override
  public void close() {
    manager.close();
  }
}

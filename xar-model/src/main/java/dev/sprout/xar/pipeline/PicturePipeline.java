package dev.sprout.xar.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.autoencoder.Autoencoder;
import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.autoencoder.LatentCodec;
import dev.sprout.core.UserError;
import dev.sprout.flow.PictureNoise;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.entity.EntityLayout;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.sampling.InpaintMask;
import dev.sprout.xar.sampling.SamplingOptions;
import dev.sprout.xar.sampling.Trajectory;
import dev.sprout.xar.sampling.XarSampler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Pipeline from conditions to pictures: xAR samples latents, the autoencoder decodes them.
 * Thread-safe; requests run one at a time, as each fills the machine.
 */
public final class PicturePipeline implements AutoCloseable {
  /** Positions per evaluation that fill the machine; they give the batch size. */
  private static final int POSITIONS = 1024;

  private static final int FEWEST_TOGETHER = 16;
  private static final int MOST_TOGETHER = 128;

  private final NDManager manager;
  private final ModelConfig config;
  private final ClassTable classes;
  private final LatentCodec codec;
  private final XarSampler sampler;
  private final ConditionBatch conditions;
  private final Supplier<String> hash;

  private PicturePipeline(
      ModelConfig config,
      Weights autoencoder,
      Weights xar,
      Precision precision,
      Supplier<String> hash,
      NDManager manager) {
    this.config = config;
    this.classes =
        new ClassTable(
            config.conceptNames(), config.styles(), xar.get(ClassTable.WEIGHT).toFloatArray());
    this.codec = new LatentCodec(new Autoencoder(config.autoencoder(), autoencoder), precision);
    XarNetwork network = new XarNetwork(config.xar(), xar, precision, manager);
    this.sampler = new XarSampler(network);
    this.conditions = new ConditionBatch(network);
    this.hash = hash;
    this.manager = manager;
  }

  /**
   * Loads a model folder.
   *
   * @param folder model folder, see {@link ModelFolder}
   * @throws UserError when a file is missing or broken, parts don't match, or the device is absent
   */
  public static PicturePipeline load(Path folder, WeightChoice choice, Compute compute) {
    ModelFolder files = ModelFolder.of(folder, choice);
    Supplier<String> hash = FileHash.inBackground(() -> List.of(files.autoencoder(), files.xar()));
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
                  manager)
              .packed(XarNetwork::isLinear);
      return new PicturePipeline(config, autoencoder, xar, compute.precision(), hash, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Creates a pipeline over weights in memory, which the caller closes after it. */
  public static PicturePipeline over(
      ModelConfig config, Weights autoencoder, Weights xar, Precision precision, NDManager parent) {
    return new PicturePipeline(
        config, autoencoder, xar, precision, () -> "", parent.newSubManager());
  }

  /** Default sampling options of the model. */
  public SamplingOptions defaults() {
    return config.defaults().options();
  }

  /** Sizes of the generator's prefix of ids, or null where it takes none. */
  public PrefixConfig prefix() {
    return config.xar().prefix();
  }

  /** Pixels a side of the model's pictures. */
  public int imageSize() {
    return config.autoencoder().imageSize();
  }

  /** Hash of the weight files, see {@link ModelCard}; waits until it is computed. */
  public String hash() {
    return hash.get();
  }

  /** Description of the model. */
  public ModelCard card() {
    return new ModelCard(
        config.name(),
        config.description(),
        config.styles(),
        config.conceptNames(),
        imageSize(),
        defaults(),
        config.xar().prefixPositions(),
        hash());
  }

  /** Concepts in the order of the rows of the class table. */
  public List<ModelConfig.Concept> concepts() {
    return config.concepts();
  }

  /** Class embeddings of the generator. */
  public ClassTable classes() {
    return classes;
  }

  /** Lookup of the model's classes by name, keyword or number. */
  public ClassNames names() {
    return new ClassNames(config, classes);
  }

  /**
   * Draws pictures.
   *
   * @param finished receiver of finished pictures in order, batch by batch, with the index of the
   *     first
   * @throws UserError when the model doesn't accept the request
   */
  public void generate(PictureRequest request, ObjIntConsumer<List<Picture>> finished) {
    int together = together();
    int count = request.conditions().size();
    for (int begin = 0; begin < count; begin += together) {
      PictureRequest batch = request.range(begin, Math.min(count, begin + together));
      finished.accept(draw(batch, Trajectory.NONE), begin);
    }
  }

  /** Draws pictures and returns them all. */
  public List<Picture> generate(PictureRequest request) {
    List<Picture> pictures = new ArrayList<>();
    generate(request, (batch, first) -> pictures.addAll(batch));
    return pictures;
  }

  /** Draws the first picture of a request; the trajectory receives intermediate ones. */
  public Picture watch(PictureRequest request, PictureTrajectory trajectory) {
    Trajectory watching =
        (entity, evaluation, latents) ->
            trajectory.at(entity, evaluation, codec.decode(latents).get(0));
    return draw(request.range(0, 1), watching).get(0);
  }

  /**
   * Draws pictures in one batch of a fixed width, so that each one's bytes depend on its own
   * condition and noise alone, whatever is drawn beside it. (Matrix products of another number of
   * rows add in another order.)
   *
   * @param request at most {@code width} pictures; the rest of the batch is filled up
   * @param watch observer of each evaluation; what it throws is thrown on
   */
  public List<Picture> draw(PictureRequest request, int width, DrawingWatch watch) {
    int count = request.conditions().size();
    int entities = config.xar().layout().entities();
    Trajectory watching =
        (entity, evaluation, latents) ->
            watch.at(
                entity,
                entities,
                evaluation,
                () -> List.copyOf(codec.decode(latents).subList(0, count)));
    return List.copyOf(draw(request.filledTo(width), watching).subList(0, count));
  }

  /** Reconstructions of pictures of the model's size by the autoencoder. */
  public List<Picture> reconstruct(List<Picture> pictures) {
    return codec.reconstruct(pictures, manager);
  }

  /** Scaled mean latents of pictures of the model's size, each [z][h][w]. */
  public List<float[][][]> latents(List<Picture> pictures) {
    return codec.latents(pictures, manager);
  }

  /** Pictures per batch. */
  private int together() {
    EntityLayout layout = config.xar().layout();
    int largest = layout.size(layout.entities() - 1);
    return Math.max(FEWEST_TOGETHER, Math.min(MOST_TOGETHER, POSITIONS / largest));
  }

  private synchronized List<Picture> draw(PictureRequest request, Trajectory trajectory) {
    try (NDManager scope = manager.newSubManager()) {
      List<Condition> wanted = request.conditions();
      Condition unwanted =
          request.negative() == null
              ? new Condition("no class", null, classes.noClass())
              : request.negative();
      NDArray latents =
          sampler.sample(
              conditions.of(wanted, scope),
              conditions.of(Collections.nCopies(wanted.size(), unwanted), scope),
              request.options(),
              new PictureNoise(request.noise()),
              mask(request, scope),
              trajectory);
      requireFinite(latents);
      List<Picture> drawn = codec.decode(latents);
      PictureEdit edit = request.edit();
      return edit == null ? drawn : drawn.stream().map(edit::over).toList();
    }
  }

  private static void requireFinite(NDArray latents) {
    if (!Float.isFinite(latents.max().getFloat()) || !Float.isFinite(latents.min().getFloat())) {
      throw UserError.failure(
          "the latents grew beyond all numbers; guidance or temperature is too far from the model's"
              + " defaults, or its weights are damaged");
    }
  }

  /**
   * Checks what can be checked before drawing.
   *
   * @throws UserError when the model doesn't accept the request
   */
  public void check(PictureRequest request) {
    request.options().check(config.xar().layout().entities());
    if (request.edit() != null) {
      request.edit().check(imageSize(), request.options());
    }
  }

  /** Latents of the given picture with the mask of known ones, or null without an edit. */
  private InpaintMask mask(PictureRequest request, NDManager scope) {
    PictureEdit edit = request.edit();
    if (edit == null) {
      return null;
    }
    AutoencoderConfig sizes = config.autoencoder();
    edit.check(sizes.imageSize(), request.options());
    int count = request.conditions().size();
    NDArray one = codec.encode(List.of(edit.picture()), scope); // [1, z, h, w]
    float[] known = edit.known(sizes.latentChannels(), sizes.reduction());
    NDArray mask = scope.create(known, one.getShape());
    return new InpaintMask(one.repeat(0, count), mask.repeat(0, count), edit.strength());
  }

  @Override
  public void close() {
    manager.close();
  }
}

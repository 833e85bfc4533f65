package dev.sprout.evaluation.features;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.weights.FileHash;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Features that a TorchScript program computes. The file holds code, which libtorch's interpreter
 * runs with this process's rights: use only files that you trust.
 */
public final class TorchScriptExtractor extends NetworkExtractor {
  /** Name of the only layer. */
  public static final String LAYER = "features";

  private static final int AT_ONCE = 32;
  private static final int MOST_DIMENSIONS = 1 << 20;

  private final Path file;
  private final TorchScript program;
  private final TorchScriptInput.Type type;
  private final int dimensions;

  private TorchScriptExtractor(
      Path file, TorchScript program, TorchScriptInput input, NDManager manager) {
    super(manager, FileHash.whole(file), input.protocol());
    this.file = file;
    this.type = input.type();
    this.program = program;
    this.dimensions = Math.toIntExact(probe(manager).get(1));
  }

  /**
   * Loads a program and runs it on two black pictures, which shows its dimensions.
   *
   * @throws UserError when the file is no TorchScript program, or doesn't turn pictures [B, 3, S,
   *     S] into one array [B, D]
   */
  public static TorchScriptExtractor load(Path file, TorchScriptInput input, ComputeDevice device) {
    NDManager manager = device.newManager();
    return orClose(
        manager,
        () -> new TorchScriptExtractor(file, TorchScript.open(file, manager), input, manager));
  }

  /** Shape of the features of two black pictures. */
  private Shape probe(NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      return forward(array(new float[2 * input().numbers()], 2, scope), List.of(LAYER))
          .get(LAYER)
          .getShape();
    }
  }

  @Override
  NDArray array(float[] stacked, int pictures, NDManager scope) {
    if (type == TorchScriptInput.Type.FLOAT32) {
      return super.array(stacked, pictures, scope);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(stacked.length);
    for (float value : stacked) {
      bytes.put((byte) Math.round(value));
    }
    int size = input().size();
    return scope.create(bytes.flip(), new Shape(pictures, 3, size, size), DataType.UINT8);
  }

  @Override
  Map<String, NDArray> forward(NDArray pictures, List<String> layers) {
    Shape given = pictures.getShape();
    NDList results;
    try {
      results = program.callForList("forward", pictures);
    } catch (EngineException | IllegalArgumentException | UnsupportedOperationException e) {
      throw UserError.failure(
          e,
          "%s fails on %s pictures %s: %s",
          file,
          type,
          given,
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    Shape shape = results.size() == 1 ? results.get(0).getShape() : null;
    if (shape == null
        || shape.dimension() != 2
        || shape.get(0) != given.get(0)
        || shape.get(1) < 1
        || shape.get(1) > MOST_DIMENSIONS
        || (dimensions > 0 && shape.get(1) != dimensions)
        || !results.get(0).getDataType().isFloating()) {
      throw UserError.failure(
          "%s turns pictures %s into %s; needed is one array of real numbers [%d, D], the same D"
              + " for all pictures",
          file,
          given,
          results.stream().map(each -> each.getDataType() + " " + each.getShape()).toList(),
          given.get(0));
    }
    return Map.of(LAYER, results.get(0).toType(DataType.FLOAT32, false));
  }

  @Override
  public String name() {
    return file.getFileName().toString();
  }

  @Override
  public List<FeatureLayer> layers() {
    return List.of(new FeatureLayer(LAYER, dimensions));
  }

  @Override
  public String usualLayer() {
    return LAYER;
  }

  @Override
  public Optional<String> logits() {
    return Optional.empty();
  }

  @Override
  int atOnce() {
    return AT_ONCE;
  }
}

package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.weights.PickleValues.Dict;
import dev.sprout.nn.weights.PickleValues.ListValue;
import dev.sprout.nn.weights.PickleValues.Namespace;
import dev.sprout.nn.weights.PickleValues.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors of one state dict in a PyTorch checkpoint ({@code .pth}, {@code .ckpt}, {@code .pt}): a
 * pickle that describes the tensors, and their elements beside it, in a zip or, before PyTorch 1.6,
 * one after another. Nothing in the file is executed. Thread-safe.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py">torch.save</a>
 */
public final class TorchCheckpoint implements WeightFile {
  private static final List<String> USUAL_PARTS = List.of("model", "state_dict");

  /** Longest list kept of a namespace. */
  private static final int LONGEST_LIST = 1000;

  private final TensorStore store;
  private final Map<String, Object> namespace;

  private TorchCheckpoint(TensorStore store, Map<String, Object> namespace) {
    this.store = store;
    this.namespace = namespace;
  }

  /**
   * Opens the file's state dict: the whole when it is one, otherwise its part {@code model} or
   * {@code state_dict}.
   *
   * @throws dev.sprout.core.UserError when the file can't be read, breaks the format, names
   *     anything that isn't accepted, or has no such part
   */
  public static TorchCheckpoint open(Path file) {
    return FileBytes.open(file, FileKind.TORCH, bytes -> parse(bytes, null));
  }

  /**
   * Opens one state dict of several, for instance {@code model_ema}.
   *
   * @param part its key in the file's dict
   * @throws dev.sprout.core.UserError as {@link #open(Path)}; a missing part lists those there are
   */
  public static TorchCheckpoint open(Path file, String part) {
    return FileBytes.open(file, FileKind.TORCH, bytes -> parse(bytes, part));
  }

  /**
   * Names of the file's state dicts; none when the whole is one.
   *
   * @throws dev.sprout.core.UserError as {@link #open(Path)}
   */
  static List<String> parts(Path file) {
    return FileBytes.open(
        file,
        FileKind.TORCH,
        bytes -> {
          Object root = TorchArchive.of(bytes).root();
          bytes.close();
          return root instanceof Dict dict ? List.copyOf(parts(dict).keySet()) : List.of();
        });
  }

  private static TorchCheckpoint parse(FileBytes file, String part) throws IOException, Malformed {
    TorchArchive archive = TorchArchive.of(file);
    if (!(archive.root() instanceof Dict root)) {
      throw new Malformed("it holds no dict of tensors");
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<Object, Object> entry : choose(file.file(), root, part).items().entrySet()) {
      if (entry.getKey() instanceof String name && entry.getValue() instanceof Tensor tensor) {
        tensors.put(name, archive.locate(name, tensor));
      }
    }
    return new TorchCheckpoint(new TensorStore(file, tensors), simpleFields(root));
  }

  private static Dict choose(Path file, Dict root, String part) {
    Map<String, Dict> parts = parts(root);
    List<String> wanted = part == null ? USUAL_PARTS : List.of(part);
    for (String name : wanted) {
      if (parts.containsKey(name)) {
        return parts.get(name);
      }
    }
    if (part == null && isStateDict(root)) {
      return root;
    }
    throw missing(file, String.join(" or ", wanted), parts, isStateDict(root));
  }

  private static UserError missing(
      Path file, String wanted, Map<String, Dict> parts, boolean isWhole) {
    if (isWhole && parts.isEmpty()) {
      return UserError.failure("%s is one state dict without parts; leave out '%s'", file, wanted);
    }
    return UserError.failure(
        "%s holds no state dict %s; it has %s",
        file,
        wanted,
        parts.isEmpty() ? "none" : Malformed.printable(String.join(", ", parts.keySet())));
  }

  private static Map<String, Dict> parts(Dict root) {
    Map<String, Dict> parts = new LinkedHashMap<>();
    IdentityHashMap<Dict, Boolean> known = new IdentityHashMap<>(); // a dict may occur very often
    root.items()
        .forEach(
            (key, value) -> {
              if (key instanceof String name
                  && value instanceof Dict dict
                  && known.computeIfAbsent(dict, TorchCheckpoint::isStateDict)) {
                parts.put(name, dict);
              }
            });
    return parts;
  }

  private static boolean isStateDict(Dict dict) {
    return dict.items().values().stream().anyMatch(Tensor.class::isInstance);
  }

  /** The plain fields, and lists of plain values, of the namespace under {@code args}. */
  private static Map<String, Object> simpleFields(Dict root) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (root.items().get("args") instanceof Namespace namespace) {
      namespace
          .fields()
          .forEach(
              (name, value) -> {
                if (PickleCalls.isPlain(value)) {
                  fields.put(name, value);
                } else if (value instanceof ListValue list
                    && list.items().size() <= LONGEST_LIST
                    && list.items().stream().allMatch(PickleCalls::isPlain)) {
                  fields.put(name, Collections.unmodifiableList(list.items()));
                }
              });
    }
    return Collections.unmodifiableMap(fields);
  }

  /**
   * The training command's arguments, where the file has them under {@code args}: plain values
   * (String, Long, Double, Boolean, null) and lists of them. Unmodifiable.
   */
  public Map<String, Object> namespace() {
    return namespace;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return store.infos();
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public NDArray read(String name, NDManager manager) {
    return store.read(name, manager);
  }

  @Override
  public void close() {
    store.close();
  }
}

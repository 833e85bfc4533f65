package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file: eight bytes of header length (little endian), the header as JSON, then the
 * tensors one after another without gaps. Everything is checked before the first tensor is read.
 * Thread-safe.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors implements WeightFile {
  /** The format's own limit for the header. */
  private static final long LONGEST_HEADER = 100_000_000;

  private final TensorStore store;
  private final Map<String, String> metadata;

  private Safetensors(TensorStore store, Map<String, String> metadata) {
    this.store = store;
    this.metadata = metadata;
  }

  /**
   * Opens a file.
   *
   * @throws dev.sprout.core.UserError when it can't be read or breaks the format
   */
  public static Safetensors open(Path file) {
    return FileBytes.open(file, FileKind.SAFETENSORS, Safetensors::parse);
  }

  static Safetensors parse(FileBytes file) throws IOException, Malformed {
    int length = headerLength(file);
    SafetensorsHeader header = SafetensorsHeader.parse(file.bytes(Long.BYTES, length).array());
    long start = (long) Long.BYTES + length;
    header.checkTiling(file.size() - start);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    header
        .entries()
        .forEach(
            (name, entry) -> {
              ByteSource bytes = file.slice(start + entry.begin(), entry.info().bytes());
              tensors.put(name, StoredTensor.inOrder(entry.info(), bytes));
            });
    return new Safetensors(new TensorStore(file, tensors), header.metadata());
  }

  private static int headerLength(FileBytes file) throws IOException, Malformed {
    if (file.size() < Long.BYTES) {
      throw new Malformed("it has only %d bytes", file.size());
    }
    long length = file.bytes(0, Long.BYTES).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new Malformed(
          "its header claims %s bytes, accepted are up to %d",
          Long.toUnsignedString(length), LONGEST_HEADER);
    }
    if (length > file.size() - Long.BYTES) {
      throw new Malformed(
          "it is truncated: its header takes %d bytes, the file has %d", length, file.size());
    }
    return (int) length;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return store.infos();
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
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

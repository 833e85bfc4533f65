package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Map;

/**
 * A safetensors file, mapped into memory: eight bytes of header length (little endian), the header
 * as JSON, then the tensors one after another without gaps.
 */
final class Safetensors implements WeightFile {
  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;

  private Safetensors(Path file, FileChannel channel, SafetensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  static Safetensors open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file);
      return new Safetensors(file, channel, SafetensorsHeader.read(file, channel));
    } catch (IOException | UserError e) {
      closeQuietly(channel);
      if (e instanceof UserError refusal) {
        throw refusal;
      }
      throw UserError.failure(e, "%s can't be read: %s", file, e);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // the first failure is the one to report
    }
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return header.tensors();
  }

  @Override
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public NDArray read(String name, NDManager manager) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new IllegalArgumentException(file + " has no tensor " + name);
    }
    try {
      ByteBuffer bytes =
          channel.map(MapMode.READ_ONLY, header.position(name), info.bytes()); // ≤ 2 GiB a tensor
      return StoredTensor.read(info, bytes.order(ByteOrder.LITTLE_ENDIAN), manager);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}

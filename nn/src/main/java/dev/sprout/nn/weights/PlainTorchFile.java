package dev.sprout.nn.weights;

import dev.sprout.nn.weights.PickleValues.Dict;
import dev.sprout.nn.weights.PickleValues.ListValue;
import dev.sprout.nn.weights.PickleValues.Storage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A file that {@code torch.save} wrote before PyTorch 1.6, without a zip: five pickles (a magic
 * number, the version of the layout, the machine's numbers, the value, the storages' keys), then
 * each storage in the order of the keys: its number of elements in eight bytes, and these. Nothing
 * in it is executed.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py">its reader</a>
 */
final class PlainTorchFile {
  private static final byte[] START = {(byte) 0x80, 2, (byte) 0x8a, 10};
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  /** Longest pickles together: 16 MiB describe more than 50,000 tensors. */
  private static final int LONGEST_PICKLES = 1 << 24;

  private final FileBytes file;
  private final Map<String, ByteSource> storages = new HashMap<>();

  private PlainTorchFile(FileBytes file) {
    this.file = file;
  }

  /** Whether a file begins as such a file does. */
  static boolean matches(ByteSource file) throws IOException {
    return file.size() >= START.length && Arrays.equals(file.bytes(0, START.length).array(), START);
  }

  /** Reads the pickles and locates the storages, each checked to lie inside of the file. */
  static TorchArchive read(FileBytes file) throws IOException, Malformed {
    return new PlainTorchFile(file).read();
  }

  private TorchArchive read() throws IOException, Malformed {
    ByteBuffer start = file.bytes(0, (int) Math.min(LONGEST_PICKLES, file.size()));
    PickleReader pickles = new PickleReader(start);
    if (!MAGIC.equals(pickles.next()) || !Long.valueOf(VERSION).equals(pickles.next())) {
      throw new Malformed("it is a pickle, but not of PyTorch");
    }
    if (!(pickles.next() instanceof Dict machine)
        || !Boolean.TRUE.equals(machine.items().get("little_endian"))) {
      throw new Malformed("its numbers are not little endian");
    }
    Object root = pickles.next();
    if (!(pickles.next() instanceof ListValue keys)) {
      throw new Malformed("it has no list of storages");
    }
    long at = start.position();
    for (Object key : keys.items()) {
      at = locate(pickles.storages().get(key), at);
    }
    if (at != file.size()) {
      throw new Malformed("it has %d bytes behind its last storage", file.size() - at);
    }
    return new TorchArchive(root, this::bytes);
  }

  /** Locates the storage that begins at a byte; returns where the next one begins. */
  private long locate(Storage storage, long at) throws IOException, Malformed {
    if (storage == null) {
      throw new Malformed("it has a storage that belongs to no tensor");
    } else if (Long.BYTES > file.size() - at) {
      throw truncated();
    }
    long begin = at + Long.BYTES;
    if (file.bytes(at, Long.BYTES).getLong() != storage.elements()) {
      throw new Malformed("a storage has another length than its tensors say");
    } else if (storage.elements() > (file.size() - begin) / storage.type().bytes()) {
      throw truncated();
    }
    long size = storage.elements() * storage.type().bytes();
    if (storages.put(storage.key(), file.slice(begin, size)) != null) {
      throw new Malformed("it has a storage twice");
    }
    return begin + size;
  }

  private ByteSource bytes(String key) throws Malformed {
    ByteSource bytes = storages.get(key);
    if (bytes == null) {
      throw new Malformed("it has no storage '%s'", key);
    }
    return bytes;
  }

  private static Malformed truncated() {
    return new Malformed("it is truncated: a storage is not inside it");
  }
}

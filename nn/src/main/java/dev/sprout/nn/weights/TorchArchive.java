package dev.sprout.nn.weights;

import dev.sprout.nn.weights.PickleValues.Storage;
import dev.sprout.nn.weights.PickleValues.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@code torch.save} wrote: a pickle that describes tensors, and the storages with their
 * elements. Since PyTorch 1.6 a zip: in one folder, {@code data.pkl}, the storages {@code data/0},
 * {@code data/1}, …, and perhaps {@code byteorder}. Before, see {@link PlainTorchFile}.
 *
 * @param root value of the pickle
 */
record TorchArchive(Object root, Storages storages) {
  private static final String PICKLE = "data.pkl";
  private static final int LARGEST_PICKLE = 1 << 26;

  /** The elements of storages by key. */
  interface Storages {
    /** The bytes of a storage. */
    ByteSource bytes(String key) throws IOException, Malformed;
  }

  static TorchArchive of(FileBytes file) throws IOException, Malformed {
    return PlainTorchFile.matches(file) ? PlainTorchFile.read(file) : ofZip(file);
  }

  private static TorchArchive ofZip(FileBytes file) throws IOException, Malformed {
    ZipIndex zip = ZipIndex.of(file);
    String folder = folder(zip);
    if (zip.members().containsKey(folder + "constants.pkl")) {
      throw new Malformed("it is a TorchScript program, accepted are state dicts");
    }
    ZipMember order = zip.members().get(folder + "byteorder");
    if (order != null
        && !new String(order.content(16), StandardCharsets.US_ASCII).equals("little")) {
      throw new Malformed("its numbers are not little endian");
    }
    byte[] pickle = zip.get(folder + PICKLE).content(LARGEST_PICKLE);
    return new TorchArchive(
        PickleReader.read(pickle), key -> zip.get(folder + "data/" + key).inPlace());
  }

  private static String folder(ZipIndex zip) throws Malformed {
    List<String> pickles =
        zip.members().keySet().stream()
            .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .toList();
    if (pickles.size() != 1) {
      throw new Malformed("it is a zip with %d parts named %s", pickles.size(), PICKLE);
    }
    return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
  }

  /** Locates a tensor's elements, checked to lie inside its storage. */
  StoredTensor locate(String name, Tensor tensor) throws IOException, Malformed {
    try {
      TensorInfo info = new TensorInfo(tensor.storage().type(), tensor.shape());
      Strides strides = Strides.of(tensor.shape(), tensor.strides());
      long span = strides.span(tensor.shape());
      long available = tensor.storage().elements() - tensor.offset();
      if (span > available) {
        throw new Malformed("%s needs more elements than its storage has", info);
      }
      if (info.elements() > tensor.storage().elements()) {
        throw new Malformed("%s repeats its elements; save it contiguous", info);
      }
      int width = info.type().bytes();
      ByteSource elements = bytes(tensor.storage());
      return new StoredTensor(info, elements.slice(tensor.offset() * width, span * width), strides);
    } catch (Malformed | ArithmeticException | IllegalArgumentException e) {
      throw new Malformed("its tensor '%s' is broken: %s", name, e.getMessage());
    }
  }

  private ByteSource bytes(Storage storage) throws IOException, Malformed {
    ByteSource bytes = storages.bytes(storage.key());
    if (bytes.size() != Math.multiplyExact(storage.elements(), storage.type().bytes())) {
      throw new Malformed(
          "%d elements of type %s are promised, its part has %d bytes",
          storage.elements(), storage.type(), bytes.size());
    }
    return bytes;
  }
}

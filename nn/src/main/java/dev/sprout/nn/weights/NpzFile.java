package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * NumPy archive ({@code .npz}): a zip of {@code .npy} files, each array read on demand and compared
 * with its checksum. Thread-safe.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class NpzFile implements AutoCloseable {
  static final String SUFFIX = ".npy";

  /** Largest array in bytes, as compressed arrays are unpacked in memory. */
  private static final int LARGEST_COMPRESSED = 1 << 28;

  private final FileBytes file;
  private final Map<String, Item> items;

  private NpzFile(FileBytes file, Map<String, Item> items) {
    this.file = file;
    this.items = items;
  }

  /** Array with its zip member and header. */
  private record Item(ZipMember member, NpyHeader header) {}

  /**
   * Opens a file and checks every array's header against its size.
   *
   * @throws UserError when the file can't be read, breaks the format, or has an array of other than
   *     little-endian numbers or booleans
   */
  public static NpzFile open(Path file) {
    return FileBytes.open(file, FileKind.NUMPY, NpzFile::parse);
  }

  private static NpzFile parse(FileBytes file) throws IOException, Malformed {
    Map<String, Item> items = new LinkedHashMap<>();
    for (ZipMember member : ZipIndex.of(file).members().values()) {
      if (!member.name().endsWith(SUFFIX)) {
        throw new Malformed("its part '%s' is no array", member.name());
      }
      String name = member.name().substring(0, member.name().length() - SUFFIX.length());
      items.put(name, new Item(member, header(member)));
    }
    return new NpzFile(file, items);
  }

  private static NpyHeader header(ZipMember member) throws IOException, Malformed {
    try {
      NpyHeader header = NpyHeader.parse(member.beginning(NpyHeader.LONGEST));
      if (header.length() + header.info().bytes() != member.size()) {
        throw new Malformed("%s doesn't fit its %d bytes", header.info(), member.size());
      }
      return header;
    } catch (Malformed e) {
      throw new Malformed("its array '%s': %s", member.name(), e.getMessage());
    }
  }

  /** The arrays' names, in the file's order; unmodifiable. */
  public Set<String> names() {
    return Collections.unmodifiableSet(items.keySet());
  }

  /**
   * The type and shape of one array.
   *
   * @throws UserError when the array is missing; the message lists all names
   */
  public TensorInfo info(String name) {
    return find(name).header().info();
  }

  private Item find(String name) {
    Item item = items.get(name);
    if (item == null) {
      throw UserError.failure(
          "%s holds no array %s; it has %s",
          file.file(), name, Malformed.printable(String.join(", ", items.keySet())));
    }
    return item;
  }

  /**
   * Reads one array in C order: float64 and float32 as they are, float16 as float32, integers as
   * int64 or int32, bytes and booleans as they are.
   *
   * @throws UserError when there is no such array, or it is damaged
   * @throws IllegalStateException after {@link #close}
   */
  public NDArray read(String name, NDManager manager) {
    Item item = find(name);
    TensorType type = item.header().info().type();
    try {
      ByteSource content = item.member().checked(LARGEST_COMPRESSED);
      return stored(item.header(), content)
          .load(manager, type == TensorType.F64 ? DataType.FLOAT64 : type.loaded());
    } catch (Malformed e) {
      throw FileKind.NUMPY.refusal(file.file(), e);
    } catch (IOException e) {
      throw FileBytes.unreadable(file.file(), e);
    }
  }

  private static StoredTensor stored(NpyHeader header, ByteSource content) {
    ByteSource elements = content.slice(header.length(), header.info().bytes());
    long[] shape = header.info().shape();
    return new StoredTensor(
        header.info(),
        elements,
        header.columnMajor() ? Strides.columnMajor(shape) : Strides.rowMajor(shape));
  }

  @Override
  public void close() {
    file.close();
  }
}

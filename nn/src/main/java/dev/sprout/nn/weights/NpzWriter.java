package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import dev.sprout.core.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writer of NumPy archives ({@code .npz}), uncompressed, as {@code numpy.savez} writes them; {@link
 * NpzFile} reads them. Equal arrays in equal order give equal bytes.
 */
public final class NpzWriter {
  private static final int ALIGNMENT = 64; // of the first element, as NumPy places it
  private static final int PREAMBLE = 10; // magic number, version, length of the dict
  private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzWriter() {}

  /**
   * Writes the file atomically.
   *
   * @param arrays float64, float32 or float16 arrays, integers, bytes and booleans, by name; each
   *     is stored in its own type
   * @throws dev.sprout.core.UserError when the file can't be written
   * @throws IllegalArgumentException for another type
   */
  public static void write(Path file, Map<String, NDArray> arrays) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
            add(zip, array.getKey(), array.getValue());
          }
          zip.finish();
        });
  }

  private static void add(ZipOutputStream zip, String name, NDArray array) throws IOException {
    TensorInfo info = new TensorInfo(type(array), array.getShape().getShape());
    byte[] header = header(info);
    CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    sum.write(header);
    ArrayBytes.write(array, info.type(), sum);
    ZipEntry entry = new ZipEntry(name + NpzFile.SUFFIX);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(header.length + info.bytes());
    entry.setCrc(sum.getChecksum().getValue());
    entry.setTimeLocal(NO_DATE);
    zip.putNextEntry(entry);
    zip.write(header);
    ArrayBytes.write(array, info.type(), zip);
    zip.closeEntry();
  }

  private static TensorType type(NDArray array) {
    TensorType real =
        switch (array.getDataType()) {
          case FLOAT64 -> TensorType.F64;
          case FLOAT16 -> TensorType.F16;
          default -> TensorType.F32;
        };
    return ArrayBytes.storedType(array.getDataType(), real);
  }

  /** Header of version 1.0, padded with spaces. */
  private static byte[] header(TensorInfo info) {
    String shape =
        Arrays.stream(info.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String dict =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(NpyHeader.descr(info.type()), shape, info.shape().length == 1 ? "," : "");
    int padded = -Math.floorDiv(-(PREAMBLE + dict.length() + 1), ALIGNMENT) * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    header.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - PREAMBLE));
    header.put(dict.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}

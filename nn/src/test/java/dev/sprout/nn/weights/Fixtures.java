package dev.sprout.nn.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files of weights made byte by byte. */
final class Fixtures {
  private Fixtures() {}

  static Path write(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does something with a file that exists only meanwhile. */
  static void withFile(byte[] content, FileUser user) throws IOException {
    Path file = Files.createTempFile("weights", ".tmp");
    try {
      user.use(Files.write(file, content, StandardOpenOption.WRITE)); // truncating flushes
    } finally {
      Files.delete(file);
    }
  }

  /** Does something with a file. */
  interface FileUser {
    void use(Path file) throws IOException;
  }

  /** A zip file whose members are not compressed. */
  static byte[] stored(Map<String, byte[]> members) {
    return zip(members, ZipEntry.STORED);
  }

  static byte[] zip(Map<String, byte[]> members, int method) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(entry(member.getKey(), member.getValue(), method));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name, byte[] content, int method) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    entry.setTime(0);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      sum.update(content);
      entry.setSize(content.length);
      entry.setCrc(sum.getValue());
    }
    return entry;
  }

  /** The members of a checkpoint whose storages are 0, 1, … */
  static Map<String, byte[]> torchMembers(byte[] pickle, byte[]... storages) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("archive/data.pkl", pickle);
    for (int i = 0; i < storages.length; i++) {
      members.put("archive/data/" + i, storages[i]);
    }
    members.put("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    return members;
  }

  static byte[] torch(byte[] pickle, byte[]... storages) {
    return stored(torchMembers(pickle, storages));
  }

  /** A safetensors file with a header as given and data of zeros. */
  static byte[] safetensors(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return little(Long.BYTES + text.length + dataBytes).putLong(text.length).put(text).array();
  }

  static byte[] npy(int version, String dict, byte[] data) {
    byte[] text = (dict + "\n").getBytes(StandardCharsets.ISO_8859_1);
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer npy =
        ByteBuffer.allocate(8 + lengthBytes + text.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    npy.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    npy.put((byte) version).put((byte) 0);
    if (version == 1) {
      npy.putShort((short) text.length);
    } else {
      npy.putInt(text.length);
    }
    return npy.put(text).put(data).array();
  }

  static String dict(String descr, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
        .formatted(descr, fortran ? "True" : "False", shape);
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  static byte[] counting(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return floats(values);
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static float[] readFloats(WeightFile file, String name) {
    try (NDManager manager = NDManager.newBaseManager();
        NDArray array = file.read(name, manager)) {
      return array.toFloatArray();
    }
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable action) {
    return assertThatThrownBy(action).isInstanceOf(UserError.class);
  }
}

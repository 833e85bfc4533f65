package dev.sprout.nn.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writer of a minimal TorchScript archive: one module without parameters, whose methods are the
 * given source.
 *
 * <p>An archive is a zip of stored (uncompressed) entries: the source of the module's class, a
 * pickle (protocol 2) that builds one object of that class, an empty constants tuple and the format
 * version.
 */
final class ScriptArchive {
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};
  private static final byte[] FORMAT_VERSION = "3\n".getBytes(StandardCharsets.US_ASCII);

  private static final String CLASS_HEADER =
      """
      class Ops(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private ScriptArchive() {}

  /**
   * Bytes of the archive.
   *
   * @param methods TorchScript method definitions, indented by two spaces, {@code self} typed
   *     {@code __torch__.Ops}
   */
  static byte[] of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "ops/data.pkl", moduleObject());
      store(zip, "ops/code/__torch__.py", utf8(CLASS_HEADER + methods));
      store(zip, "ops/constants.pkl", EMPTY_TUPLE);
      store(zip, "ops/version", FORMAT_VERSION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Pickle of {@code Ops()} with the state {@code {"training": False}}. */
  private static byte[] moduleObject() {
    byte[] key = utf8("training");
    ByteBuffer pickle = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    pickle.put((byte) 0x80).put((byte) 2); // PROTO 2
    pickle.put(utf8("c__torch__\nOps\n")); // GLOBAL
    pickle.put((byte) ')').put((byte) 0x81); // EMPTY_TUPLE NEWOBJ
    pickle.put((byte) '}').put((byte) '('); // EMPTY_DICT MARK
    pickle.put((byte) 'X').putInt(key.length).put(key); // BINUNICODE
    pickle.put((byte) 0x89); // NEWFALSE
    pickle.put(utf8("ub.")); // SETITEMS BUILD STOP
    byte[] bytes = new byte[pickle.position()];
    pickle.flip().get(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

package dev.sprout.nn.weights;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** Directory of a zip file (zip64 included), checked against the file. Immutable. */
final class ZipIndex {
  private final Map<String, ZipMember> members = new LinkedHashMap<>();

  private ZipIndex() {}

  /**
   * Reads the directory.
   *
   * @throws Malformed when it is damaged, a name occurs twice, or a member is encrypted, compressed
   *     by something other than deflate or not inside the file
   */
  static ZipIndex of(FileBytes file) throws IOException, Malformed {
    ZipIndex index = new ZipIndex();
    try (ZipFile zip = ZipFile.builder().setPath(file.file()).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (index.members.put(entry.getName(), member(entry, file)) != null) {
          throw new Malformed("its zip directory has '%s' twice", entry.getName());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Malformed("it is truncated or no zip file (%s)", e.getMessage());
    }
    return index;
  }

  private static ZipMember member(ZipArchiveEntry entry, FileBytes file) throws Malformed {
    boolean deflated = entry.getMethod() == ZipMethod.DEFLATED.getCode();
    boolean stored = entry.getMethod() == ZipMethod.STORED.getCode();
    if (entry.getGeneralPurposeBit().usesEncryption() || !(deflated || stored)) {
      throw new Malformed(
          "its part '%s' is encrypted or compressed in a way that isn't accepted", entry.getName());
    }
    long start = entry.getDataOffset();
    long packed = entry.getCompressedSize();
    if (start < 0 || packed < 0 || entry.getSize() < 0 || packed > file.size() - start) {
      throw new Malformed("it is truncated: its part '%s' is not inside it", entry.getName());
    }
    if (stored && packed != entry.getSize()) {
      throw new Malformed("its part '%s' has two different sizes", entry.getName());
    }
    return new ZipMember(
        entry.getName(), file.slice(start, packed), deflated, entry.getSize(), entry.getCrc());
  }

  /** The members by their full names, in the directory's order. */
  Map<String, ZipMember> members() {
    return Collections.unmodifiableMap(members);
  }

  /**
   * One member.
   *
   * @throws Malformed when the member is missing
   */
  ZipMember get(String name) throws Malformed {
    ZipMember member = members.get(name);
    if (member == null) {
      throw new Malformed("its zip has no part '%s'", name);
    }
    return member;
  }
}

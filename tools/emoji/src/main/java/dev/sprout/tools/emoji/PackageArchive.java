package dev.sprout.tools.emoji;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Reader of selected files of a packed npm package into memory. Nothing is unpacked to disk, so
 * entry names can't escape; links and directories are ignored.
 */
final class PackageArchive {
  private static final long MAX_ENTRY_BYTES = 32L << 20;
  private static final long MAX_TOTAL_BYTES = 512L << 20;

  private final long maxEntryBytes;
  private final long maxTotalBytes;

  PackageArchive() {
    this(MAX_ENTRY_BYTES, MAX_TOTAL_BYTES);
  }

  PackageArchive(long maxEntryBytes, long maxTotalBytes) {
    this.maxEntryBytes = maxEntryBytes;
    this.maxTotalBytes = maxTotalBytes;
  }

  /**
   * Contents of selected regular files, by name.
   *
   * @throws IOException if the archive is damaged, or larger unpacked than the limits allow
   */
  Map<String, byte[]> read(Path archive, Predicate<String> wanted) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      return read(tar, wanted);
    } catch (IOException e) {
      throw new IOException("cannot read " + archive + ": " + e.getMessage(), e);
    }
  }

  private Map<String, byte[]> read(TarArchiveInputStream tar, Predicate<String> wanted)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long total = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      total += checkedSize(entry);
      if (total > maxTotalBytes) {
        throw new IOException("more than " + maxTotalBytes + " bytes unpacked");
      }
      if (isRegular(entry) && wanted.test(entry.getName())) {
        files.put(entry.getName(), content(tar, entry));
      }
    }
    return files;
  }

  // What commons-compress calls a file may be a link.
  private static boolean isRegular(TarArchiveEntry entry) {
    return entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
  }

  private long checkedSize(TarArchiveEntry entry) throws IOException {
    long size = entry.getRealSize();
    if (size < 0 || size > maxEntryBytes) {
      throw new IOException(
          entry.getName() + " has " + size + " bytes; the limit is " + maxEntryBytes);
    }
    return size;
  }

  private static byte[] content(InputStream tar, TarArchiveEntry entry) throws IOException {
    byte[] content = tar.readNBytes((int) entry.getRealSize());
    if (content.length != entry.getRealSize()) {
      throw new IOException(entry.getName() + " ends early");
    }
    return content;
  }
}

package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * Index of tar shards in the WebDataset layout. Nothing is unpacked: each file is a range of bytes.
 */
final class TarShards {
  private TarShards() {}

  static boolean isTar(Path file) {
    return lowerName(file).endsWith(".tar");
  }

  static boolean isCompressed(Path file) {
    return lowerName(file).matches(".*(\\.tar\\.[a-z0-9]{1,4}|\\.tgz|\\.tbz2?|\\.txz|\\.tzst)");
  }

  private static String lowerName(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  static List<IndexedPictures.Item> index(List<Path> shards) {
    List<IndexedPictures.Item> items = new ArrayList<>();
    for (Path shard : shards) {
      if (isCompressed(shard)) {
        throw compressed(shard);
      }
      samples(shard).forEach((key, sample) -> items.add(sample.item()));
    }
    return items;
  }

  /** All pictures of shards, without labels, whatever their names share. */
  static List<IndexedPictures.Item> pictures(List<Path> shards) {
    List<IndexedPictures.Item> items = new ArrayList<>();
    for (Path shard : shards) {
      if (isCompressed(shard)) {
        throw compressed(shard);
      }
      Set<String> names = new HashSet<>();
      int before = items.size();
      read(
          shard,
          (name, range) -> {
            if (PictureFormat.matchesUnreadName(name)) {
              throw UserError.failure(
                  "%s holds %s, a kind of picture that is not read; %s.",
                  shard, name, PictureFormat.ACCEPTED);
            } else if (!names.add(name)) {
              throw UserError.failure("%s holds %s twice.", shard, name);
            } else if (PictureFormat.matchesName(name)) {
              String id = shard.getFileName() + "/" + name;
              items.add(
                  new IndexedPictures.Item(
                      new ExampleBuilder().build(id), range, shard + ": " + name));
            }
          });
      if (items.size() == before) {
        throw UserError.failure("%s holds no pictures; %s.", shard, PictureFormat.ACCEPTED);
      }
    }
    return items;
  }

  private static Map<String, TarSample> samples(Path shard) {
    Map<String, TarSample> samples = new LinkedHashMap<>();
    read(
        shard,
        (name, range) -> {
          String key = TarSample.key(name);
          samples.computeIfAbsent(key, k -> new TarSample(shard, k)).add(name, range);
        });
    if (samples.isEmpty()) {
      throw UserError.failure(
          "%s holds no pictures; %s.", shard, "samples are KEY.png with KEY.json, .txt or .cls");
    }
    return samples;
  }

  /** Hands over the files of a shard that belong to samples, in the order stored. */
  private static void read(Path shard, BiConsumer<String, FileRange> user) {
    checkStart(shard);
    try (TarFile tar = new TarFile(shard)) {
      long size = Files.size(shard);
      if (size % TarConstants.DEFAULT_RCDSIZE != 0) {
        throw UserError.failure("%s is cut short: it ends inside of a record.", shard);
      }
      for (TarArchiveEntry entry : tar.getEntries()) {
        file(shard, entry, size, user);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw notIntact(shard, e.getMessage(), e);
    }
  }

  /** Refuses compressed archives named .tar, which the tar reader takes for empty ones. */
  private static void checkStart(Path shard) {
    try (InputStream in = Files.newInputStream(shard)) {
      byte[] header = in.readNBytes(TarConstants.DEFAULT_RCDSIZE);
      if (!isHeader(header)) {
        CompressorStreamFactory.detect(new ByteArrayInputStream(header));
        throw compressed(shard);
      }
    } catch (CompressorException e) {
      throw notIntact(shard, "its first header is broken", e);
    } catch (IOException e) {
      throw FileRange.unreadable(shard, e);
    }
  }

  private static boolean isHeader(byte[] record) {
    try {
      return record.length == TarConstants.DEFAULT_RCDSIZE && TarUtils.verifyCheckSum(record);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static UserError compressed(Path shard) {
    return UserError.failure(
        "%s is compressed, so its pictures can't be read in random order; unpack it to a plain .tar"
            + " first.",
        shard);
  }

  private static UserError notIntact(Path shard, String reason, Exception e) {
    return UserError.failure(e, "%s is no intact tar archive (%s); make it anew.", shard, reason);
  }

  private static void file(
      Path shard, TarArchiveEntry entry, long size, BiConsumer<String, FileRange> user) {
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    refuseOutside(shard, name);
    if (!TarSample.isPart(name) || entry.isDirectory()) {
      return;
    }
    refuseLinks(shard, entry, name);
    FileRange range = new FileRange(shard, entry.getDataOffset(), entry.getSize());
    if (range.offset() < 0 || range.length() < 0 || range.length() > size - range.offset()) {
      throw UserError.failure("%s is cut short: %s ends outside of it.", shard, name);
    }
    user.accept(name, range);
  }

  private static void refuseOutside(Path shard, String name) {
    if (name.startsWith("/") || Arrays.asList(name.split("[/\\\\]")).contains("..")) {
      throw UserError.failure("%s: the name %s leads outside of the archive.", shard, name);
    }
  }

  private static void refuseLinks(Path shard, TarArchiveEntry entry, String name) {
    if (!entry.isFile() || entry.isSparse() || entry.isLink() || entry.isSymbolicLink()) {
      throw UserError.failure("%s: %s is a link or no plain file.", shard, name);
    }
  }
}

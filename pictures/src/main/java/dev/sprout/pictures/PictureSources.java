package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Recognition of a path's kind of picture source. */
final class PictureSources {
  private static final String ACCEPTED =
      "accepted are a folder with metadata.jsonl or metadata.csv, a folder of pictures (with"
          + " captions"
          + " in NAME.txt), a folder of class folders, .tar shards in the WebDataset layout, and .zip files of"
          + " pictures";

  private PictureSources() {}

  static PictureSource open(Path path) {
    boolean isZip = path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    return isZip && Files.isRegularFile(path)
        ? ZipPictures.open(path)
        : new IndexedPictures(Files.isDirectory(path) ? folder(path) : file(path));
  }

  private static List<IndexedPictures.Item> file(Path path) {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw UserError.failure("%s doesn't exist; %s.", path, ACCEPTED);
    } else if (name.endsWith(".jsonl") || name.endsWith(".csv")) {
      return MetadataFile.read(path);
    } else if (TarShards.isTar(path) || TarShards.isCompressed(path)) {
      return TarShards.index(List.of(path));
    }
    throw UserError.failure("%s is no picture source; %s.", path, ACCEPTED);
  }

  private static List<IndexedPictures.Item> folder(Path folder) {
    List<Path> files = FolderListing.of(folder);
    List<Path> metadata = files.stream().filter(MetadataFile::matchesName).toList();
    if (metadata.size() > 1) {
      throw PictureFolder.severalMetadata(folder, metadata);
    } else if (!metadata.isEmpty()) {
      return PictureFolder.described(metadata.get(0));
    }
    List<Path> shards =
        files.stream()
            .filter(file -> TarShards.isTar(file) || TarShards.isCompressed(file))
            .toList();
    List<IndexedPictures.Item> items =
        shards.isEmpty() ? PictureFolder.index(folder) : TarShards.index(shards);
    if (items.isEmpty()) {
      throw UserError.failure("%s holds no pictures; %s.", folder, ACCEPTED);
    }
    return items;
  }
}

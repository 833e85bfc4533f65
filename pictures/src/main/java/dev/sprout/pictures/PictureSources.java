package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recognition of a path's kind of picture source. */
final class PictureSources {
  private static final String ACCEPTED =
      "accepted are a folder with metadata.jsonl or metadata.csv, a folder of pictures (with"
          + " captions"
          + " in NAME.txt), a folder of class folders, and .tar shards in the WebDataset layout";

  private static final String SETS =
      "accepted are a folder of pictures, a .tar file or a folder of them, and a .zip file";

  private PictureSources() {}

  static PictureSource open(Path path) {
    return new IndexedPictures(Files.isDirectory(path) ? folder(path) : file(path));
  }

  static PictureSource unlabelled(Path path) {
    if (Files.isDirectory(path)) {
      return new IndexedPictures(unlabelledFolder(path));
    } else if (!Files.exists(path)) {
      throw UserError.failure("%s doesn't exist; %s.", path, SETS);
    } else if (ZipPictures.matches(path)) {
      return ZipPictures.open(path);
    } else if (isTar(path)) {
      return new IndexedPictures(TarShards.pictures(List.of(path)));
    }
    throw UserError.failure("%s is no set of pictures; %s.", path, SETS);
  }

  private static List<IndexedPictures.Item> unlabelledFolder(Path folder) {
    List<Path> archives =
        FolderListing.deep(folder).stream()
            .filter(file -> isTar(file) || ZipPictures.matches(file))
            .toList();
    List<IndexedPictures.Item> pictures = PictureFolder.unlabelled(folder);
    boolean allShards = archives.stream().allMatch(PictureSources::isTar);
    if (!archives.isEmpty() && (!allShards || !pictures.isEmpty())) {
      throw UserError.failure(
          "%s holds the archive %s beside %d pictures; give the archive itself, or a folder of"
              + " pictures or of .tar files alone.",
          folder, FolderListing.relative(folder, archives.get(0)), pictures.size());
    }
    List<IndexedPictures.Item> items = archives.isEmpty() ? pictures : TarShards.pictures(archives);
    if (items.isEmpty()) {
      throw UserError.failure("%s holds no pictures; %s.", folder, SETS);
    }
    return items;
  }

  private static boolean isTar(Path file) {
    return TarShards.isTar(file) || TarShards.isCompressed(file);
  }

  private static List<IndexedPictures.Item> file(Path path) {
    String name = path.toString();
    if (!Files.exists(path)) {
      throw UserError.failure("%s doesn't exist; %s.", path, ACCEPTED);
    } else if (name.endsWith(".jsonl") || name.endsWith(".csv")) {
      return MetadataFile.read(path);
    } else if (isTar(path)) {
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
    List<Path> shards = files.stream().filter(PictureSources::isTar).toList();
    List<IndexedPictures.Item> items =
        shards.isEmpty() ? PictureFolder.index(folder) : TarShards.index(shards);
    if (items.isEmpty()) {
      throw UserError.failure("%s holds no pictures; %s.", folder, ACCEPTED);
    }
    return items;
  }
}

package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Folders of pictures without metadata: a flat one with captions, or one folder a class. */
final class PictureFolder {
  private PictureFolder() {}

  static List<IndexedPictures.Item> index(Path folder) {
    List<Path> pictures =
        FolderListing.deep(folder).stream()
            .filter(file -> PictureFormat.matchesName(file.toString()) && Files.isRegularFile(file))
            .toList();
    Predicate<Path> direct = picture -> folder.equals(picture.getParent());
    if (pictures.stream().allMatch(direct)) {
      return pictures.stream().map(picture -> captioned(folder, picture)).toList();
    } else if (pictures.stream().noneMatch(direct)) {
      return pictures.stream().map(picture -> classified(folder, picture)).toList();
    }
    Path stray = pictures.stream().filter(direct).findFirst().orElseThrow();
    throw UserError.failure(
        "%s holds pictures both directly (%s) and in folders; keep them in folders, one a class, or"
            + " all side by side.",
        folder, stray.getFileName());
  }

  private static IndexedPictures.Item captioned(Path folder, Path picture) {
    String name = picture.getFileName().toString();
    Path text = picture.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
    ExampleBuilder example = new ExampleBuilder();
    if (Files.isRegularFile(text)) {
      example.captions(TextFile.read(FileRange.whole(text), text.toString()));
    }
    return item(folder, picture, example);
  }

  private static IndexedPictures.Item classified(Path folder, Path picture) {
    String name = folder.relativize(picture).getName(0).toString();
    return item(folder, picture, new ExampleBuilder().field("class", name));
  }

  private static IndexedPictures.Item item(Path folder, Path picture, ExampleBuilder example) {
    String id = FolderListing.relative(folder, picture);
    return new IndexedPictures.Item(
        example.build(id), FileRange.whole(picture), picture.toString());
  }
}

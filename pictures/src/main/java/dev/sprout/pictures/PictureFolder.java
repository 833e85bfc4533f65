package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Folder of pictures: described by metadata, flat, or one folder per class. */
final class PictureFolder {
  /** Extensions of possible metadata, read only beside or above pictures. */
  private static final Set<String> TABLES = Set.of("csv", "tsv", "json", "jsonl", "parquet");

  /** Extensions of files that are never pictures. */
  private static final Set<String> OTHERS =
      Set.of("txt", "md", "csv", "tsv", "json", "jsonl", "parquet", "npy");

  private final Path folder;
  private final List<Path> files;
  private final List<Path> pictures;

  private PictureFolder(Path folder) {
    this.folder = folder;
    this.files = FolderListing.deep(folder).stream().filter(PictureFolder::isFile).toList();
    this.pictures = files.stream().filter(PictureFolder::isPicture).toList();
  }

  static List<IndexedPictures.Item> index(Path folder) {
    return new PictureFolder(folder).index();
  }

  /**
   * Pictures of a metadata file.
   *
   * @throws UserError when its folder holds pictures that it doesn't list
   */
  static List<IndexedPictures.Item> described(Path metadata) {
    List<IndexedPictures.Item> items = MetadataFile.read(metadata);
    Set<String> listed =
        items.stream().map(item -> item.example().id()).collect(Collectors.toSet());
    PictureFolder all = new PictureFolder(metadata.toAbsolutePath().getParent());
    List<Path> unlisted =
        all.pictures.stream()
            .filter(picture -> !listed.contains(FolderListing.relative(all.folder, picture)))
            .toList();
    if (!unlisted.isEmpty()) {
      throw UserError.failure(
          "%s doesn't list %d of the pictures in its folder: %s; list them in it, or move them"
              + " away.",
          metadata, unlisted.size(), names(all.folder, unlisted));
    }
    return items;
  }

  /** All pictures at any depth, without labels, in the order of their paths. */
  static List<IndexedPictures.Item> unlabelled(Path folder) {
    PictureFolder all = new PictureFolder(folder);
    all.refuseUnreadPictures();
    return all.pictures.stream()
        .map(
            picture ->
                new IndexedPictures.Item(
                    new ExampleBuilder().build(FolderListing.relative(folder, picture)),
                    FileRange.whole(picture),
                    picture.toString()))
        .toList();
  }

  static UserError severalMetadata(Path folder, List<Path> metadata) {
    return UserError.failure(
        "%s holds %s; give one of them, or leave one.", folder, names(folder, metadata));
  }

  /** Links that lead nowhere count where they are named as pictures, so that they are missed. */
  private static boolean isFile(Path path) {
    boolean leadsNowhere = Files.notExists(path);
    return leadsNowhere
        ? PictureFormat.matchesName(path.getFileName().toString())
        : Files.isRegularFile(path);
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    if (PictureFormat.matchesName(name)) {
      return true;
    }
    boolean known = OTHERS.contains(PictureFormat.ending(name));
    return !known && !PictureFormat.matchesUnreadName(name) && PictureFormat.matchesContent(file);
  }

  private List<IndexedPictures.Item> index() {
    List<Path> metadata = files.stream().filter(MetadataFile::matchesName).toList();
    if (!metadata.isEmpty()) {
      return nested(metadata);
    }
    refuseUnread();
    Predicate<Path> direct = picture -> folder.equals(picture.getParent());
    if (pictures.stream().allMatch(direct)) {
      return pictures.stream().map(picture -> item(picture, new ExampleBuilder())).toList();
    } else if (pictures.stream().noneMatch(direct)) {
      return pictures.stream().map(this::classified).toList();
    }
    Path stray = pictures.stream().filter(direct).findFirst().orElseThrow();
    throw UserError.failure(
        "%s holds pictures both directly (%s) and in folders; keep them in folders, one per"
            + " class, or"
            + " all side by side.",
        folder, stray.getFileName());
  }

  private List<IndexedPictures.Item> nested(List<Path> metadata) {
    if (metadata.size() > 1) {
      throw severalMetadata(folder, metadata);
    }
    Path inner = metadata.get(0).getParent();
    List<Path> outside = pictures.stream().filter(file -> !file.startsWith(inner)).toList();
    if (!outside.isEmpty()) {
      throw UserError.failure(
          "%s holds pictures (%s) outside of the folder of %s; give that folder itself.",
          folder, names(folder, outside), names(folder, metadata));
    }
    return described(metadata.get(0));
  }

  /** Refuses pictures of kinds that are not read. */
  private void refuseUnreadPictures() {
    List<Path> unread =
        files.stream().filter(file -> PictureFormat.matchesUnreadName(file.toString())).toList();
    if (!unread.isEmpty()) {
      throw UserError.failure(
          "%s holds pictures of kinds that are not read, %d in all: %s. %s; convert the others or"
              + " take them out.",
          folder, unread.size(), names(folder, unread), PictureFormat.ACCEPTED);
    }
  }

  /** Refuses files that could be pictures or captions and would be ignored. */
  private void refuseUnread() {
    refuseUnreadPictures();
    Set<Path> beside =
        pictures.stream().map(file -> beside(file, ".json")).collect(Collectors.toSet());
    List<Path> tables =
        files.stream()
            .filter(file -> TABLES.contains(ending(file)) && !beside.contains(file))
            .toList();
    if (!pictures.isEmpty() && !tables.isEmpty()) {
      throw UserError.failure(
          "%s holds %s, which would not be read. If it describes the pictures, name it"
              + " metadata.jsonl or metadata.csv; if not, take it out.",
          folder, names(folder, tables));
    }
  }

  private IndexedPictures.Item classified(Path picture) {
    String name = folder.relativize(picture).getName(0).toString();
    return item(picture, new ExampleBuilder().field("class", name));
  }

  private IndexedPictures.Item item(Path picture, ExampleBuilder example) {
    Path text = beside(picture, ".txt");
    if (Files.isRegularFile(text)) {
      example.captions(TextFile.read(FileRange.whole(text), text.toString()));
    }
    Path json = beside(picture, ".json");
    if (Files.isRegularFile(json)) {
      String fields = TextFile.read(FileRange.whole(json), json.toString());
      example.knownJson(fields, json.toString());
    }
    String id = FolderListing.relative(folder, picture);
    return new IndexedPictures.Item(
        example.build(id), FileRange.whole(picture), picture.toString());
  }

  private static Path beside(Path picture, String ending) {
    String name = picture.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return picture.resolveSibling(name.substring(0, dot < 0 ? name.length() : dot) + ending);
  }

  private static String ending(Path file) {
    return PictureFormat.ending(file.getFileName().toString());
  }

  /** The first three files' names, relative to the folder. */
  private static String names(Path folder, List<Path> files) {
    String names =
        files.stream()
            .limit(3)
            .map(file -> FolderListing.relative(folder, file))
            .collect(Collectors.joining(", "));
    return files.size() > 3 ? names + " and " + (files.size() - 3) + " more" : names;
  }
}

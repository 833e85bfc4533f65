package dev.sprout.pictures;

import java.util.List;
import java.util.Optional;

/** Picture source of known examples whose pictures are ranges of files. */
final class IndexedPictures implements PictureSource {
  private final List<Item> items;

  IndexedPictures(List<Item> items) {
    this.items = List.copyOf(items);
  }

  /**
   * One picture.
   *
   * @param shownName name in messages
   */
  record Item(Example example, FileRange picture, String shownName) {}

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Example example(int index) {
    return items.get(index).example();
  }

  @Override
  public Picture picture(int index) {
    Item item = items.get(index);
    return Picture.read(item.picture().read(), item.shownName());
  }

  @Override
  public Optional<FileRange> stored(int index) {
    return Optional.of(items.get(index).picture());
  }

  @Override
  public void close() {
    // nothing is held open
  }
}

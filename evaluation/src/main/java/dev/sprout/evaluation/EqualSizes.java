package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;

/** A source whose pictures are all as large as its first one. */
final class EqualSizes implements PictureSource {
  private final PictureSource source;
  private final int width;
  private final int height;

  EqualSizes(PictureSource source) {
    Picture first = source.picture(0);
    this.source = source;
    this.width = first.width();
    this.height = first.height();
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Example example(int index) {
    return source.example(index);
  }

  /**
   * Reads a picture.
   *
   * @throws UserError when it can't be read or has another size
   */
  @Override
  public Picture picture(int index) {
    Picture picture = source.picture(index);
    if (picture.width() != width || picture.height() != height) {
      throw UserError.failure(
          "%s has %d×%d pixels and %s %d×%d; a set takes pictures of one size, as sizes show in the"
              + " features. --mixed-sizes accepts them.",
          example(index).id(), picture.width(), picture.height(), example(0).id(), width, height);
    }
    return picture;
  }

  @Override
  public void close() {
    source.close();
  }
}

package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;

/** A source whose pictures are all as large as its first one. */
final class EqualSizes implements PictureSource {
  private final PictureSource source;
  private final Size size;

  EqualSizes(PictureSource source) {
    this.source = source;
    this.size = Size.of(source.example(0).id(), source.picture(0));
  }

  /**
   * Size that all pictures of a set have.
   *
   * @param id name of the picture that it was taken of
   */
  record Size(String id, int width, int height) {
    static Size of(String id, Picture picture) {
      return new Size(id, picture.width(), picture.height());
    }

    /**
     * Checks a picture.
     *
     * @throws UserError naming both, when it has another size
     */
    void require(String otherId, Picture picture) {
      if (picture.width() != width || picture.height() != height) {
        throw UserError.failure(
            "%s has %d×%d pixels and %s %d×%d; a set takes pictures of one size, as sizes show in"
                + " the features. --mixed-sizes accepts them.",
            otherId, picture.width(), picture.height(), id, width, height);
      }
    }
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
    size.require(example(index).id(), picture);
    return picture;
  }

  @Override
  public void close() {
    source.close();
  }
}

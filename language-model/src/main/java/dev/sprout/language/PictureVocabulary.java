package dev.sprout.language;

import dev.sprout.core.UserError;

/**
 * Ids of image tokens in a vocabulary: {@code <img>}, the codes from {@code <img_00000>} on and
 * {@code </img>}. An image is one begin, a fixed number of codes and one end.
 *
 * @param begin id of {@code <img>}
 * @param end id of {@code </img>}
 * @param firstCode id of code 0; code k is {@code firstCode + k}
 * @param codes size of the codebook
 * @param length codes an image; 32 in SEED
 */
public record PictureVocabulary(int begin, int end, int firstCode, int codes, int length) {
  static final String BEGIN = "<img>";
  static final String END = "</img>";

  /** Checks that codes, begin and end have ids of their own. */
  public PictureVocabulary {
    if (codes < 1 || length < 1 || firstCode < 0 || begin < 0 || end < 0 || begin == end) {
      throw UserError.failure(
          "an image of %d of %d codes from id %d, between %d and %d, is impossible; accepted are"
              + " one or more codes and different ids from 0",
          length, codes, firstCode, begin, end);
    }
  }

  /**
   * Looks the tokens up by their text, as ids differ between releases.
   *
   * @param codes size of the codebook
   * @param length codes an image
   * @param rows of the network's embedding
   * @throws UserError when a token is missing, codes aren't consecutive ids, there are more of
   *     them, or the network has fewer rows
   */
  public static PictureVocabulary of(TextTokenizer tokenizer, int codes, int length, int rows) {
    int first = tokenizer.require(name(0));
    for (int code = 1; code < codes; code++) {
      int id = tokenizer.require(name(code));
      if (id != first + code) {
        throw misfit("%s has id %d, expected is %d", name(code), id, first + code);
      }
    }
    if (tokenizer.id(name(codes)).isPresent()) {
      throw misfit("it has %s, the picture codebook only %d codes", name(codes), codes);
    } else if (tokenizer.size() > rows) {
      throw misfit("it has %d ids, the network %d", tokenizer.size(), rows);
    }
    int begin = tokenizer.require(BEGIN);
    return new PictureVocabulary(begin, tokenizer.require(END), first, codes, length);
  }

  /** The token of a code. */
  static String name(int code) {
    return "<img_%05d>".formatted(code);
  }

  /** Whether an id is a code. */
  public boolean isCode(long id) {
    return id >= firstCode && id < (long) firstCode + codes;
  }

  /** Whether an id is a code, a begin or an end. */
  public boolean isPicture(long id) {
    return isCode(id) || id == begin || id == end;
  }

  /**
   * An image's ids: begin, its codes, end.
   *
   * @throws UserError for another number of codes or one outside the codebook
   */
  public long[] ids(int... image) {
    if (image.length != length) {
      throw UserError.badRequest(
          "an image of %d ids was given; accepted are exactly %d", image.length, length);
    }
    long[] ids = new long[length + 2];
    ids[0] = begin;
    for (int i = 0; i < length; i++) {
      if (image[i] < 0 || image[i] >= codes) {
        throw UserError.badRequest(
            "image id %d is %d; accepted is a whole number from 0 to %d", i, image[i], codes - 1);
      }
      ids[i + 1] = (long) firstCode + image[i];
    }
    ids[length + 1] = end;
    return ids;
  }

  /**
   * The code of an id.
   *
   * @throws UserError when the id is no code
   */
  public int code(long id) {
    if (!isCode(id)) {
      throw UserError.failure(
          "id %d is no image code; these are %d to %d", id, firstCode, firstCode + codes - 1L);
    }
    return (int) (id - firstCode);
  }

  private static UserError misfit(String format, Object... arguments) {
    return UserError.failure(
        "this tokenizer doesn't fit the model: %s. Use the %s that was published with the weights.",
        format.formatted(arguments), TextTokenizer.FILE);
  }
}

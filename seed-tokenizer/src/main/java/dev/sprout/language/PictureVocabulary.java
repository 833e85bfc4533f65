package dev.sprout.language;

import dev.sprout.nn.UserError;
import java.util.Locale;

/**
 * Where picture ids and their marks are in a vocabulary of text pieces (SEED-LLaMA: {@code
 * <img_00042>} is code 42, between {@code <img>} and {@code </img>}). Ids are looked up by text.
 *
 * @param firstCode id of code 0; the others follow
 * @param codes how many
 * @param begin id of {@code <img>}
 * @param end id of {@code </img>}
 */
public record PictureVocabulary(int firstCode, int codes, int begin, int end) {
  static final String BEGIN = "<img>";
  static final String END = "</img>";

  /** Ids of a picture. */
  public static final int LENGTH = 32;

  /**
   * Finds them.
   *
   * @param codes in the codebook
   * @throws UserError when the tokenizer has no such marks or not in one run
   */
  public static PictureVocabulary of(TextTokenizer tokenizer, int codes) {
    int first = tokenizer.id(codeName(0));
    if (tokenizer.id(codeName(codes - 1)) != first + codes - 1) {
      throw UserError.failure("the picture ids of the tokenizer are not %d in a row", codes);
    }
    return new PictureVocabulary(first, codes, tokenizer.id(BEGIN), tokenizer.id(END));
  }

  /** The text of a code. */
  static String codeName(int code) {
    return String.format(Locale.ROOT, "<img_%05d>", code);
  }

  /** A picture as it stands in a sequence: its mark, its ids, the closing mark. */
  public int[] block(int... pictureCodes) {
    check(pictureCodes);
    int[] block = new int[pictureCodes.length + 2];
    block[0] = begin;
    for (int i = 0; i < pictureCodes.length; i++) {
      block[i + 1] = firstCode + pictureCodes[i];
    }
    block[pictureCodes.length + 1] = end;
    return block;
  }

  /** The codes in what follows a picture's mark. */
  int[] codes(int... ids) {
    return java.util.Arrays.stream(ids, 0, LENGTH).map(id -> id - firstCode).toArray();
  }

  /** The largest id of all. */
  int largest() {
    return Math.max(firstCode + codes - 1, Math.max(begin, end));
  }

  /** Refuses what is no picture: another number of ids, or one outside the codebook. */
  public void check(int... pictureCodes) {
    if (pictureCodes.length != LENGTH) {
      throw UserError.usage("%d ids are given; accepted are %d", pictureCodes.length, LENGTH);
    }
    for (int code : pictureCodes) {
      if (code < 0 || code >= codes) {
        throw UserError.usage("id %d is given; accepted are 0 to %d", code, codes - 1);
      }
    }
  }
}

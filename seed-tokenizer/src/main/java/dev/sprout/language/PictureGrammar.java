package dev.sprout.language;

import java.util.Arrays;

/**
 * Which ids may come next, so that a picture is always exactly 32 codes between its marks. The
 * published system leaves this to chance. Immutable.
 *
 * <p>A state is the number of codes since {@code <img>}, or one of {@link #TEXT} and {@link #DONE}.
 */
final class PictureGrammar {
  /** Outside pictures. */
  static final int TEXT = -1;

  /** Nothing more may come. */
  static final int DONE = -2;

  /** What is to be written. */
  enum Answer {
    /** Words only. */
    WORDS,
    /** The codes of one picture, whose opening mark was read already. */
    PICTURE,
    /** Words with pictures between them. */
    BOTH
  }

  private final PictureVocabulary pictures;
  private final int end;
  private final Answer answer;

  /**
   * A grammar.
   *
   * @param end id of {@code </s>}
   */
  PictureGrammar(PictureVocabulary pictures, int end, Answer answer) {
    this.pictures = pictures;
    this.end = end;
    this.answer = answer;
  }

  /** The state before anything is written. */
  int start() {
    return answer == Answer.PICTURE ? 0 : TEXT;
  }

  /** Takes all likelihood from what may not come. */
  void constrain(int state, float[] scores) {
    int codes = pictures.firstCode();
    if (state == PictureVocabulary.LENGTH) {
      only(scores, pictures.end(), pictures.end() + 1);
    } else if (state >= 0) {
      only(scores, codes, codes + pictures.codes());
    } else {
      forbid(scores, codes, codes + pictures.codes());
      forbid(scores, pictures.end(), pictures.end() + 1);
      forbid(scores, 0, end); // <unk> and <s>
      if (answer == Answer.WORDS) {
        forbid(scores, pictures.begin(), pictures.begin() + 1);
      }
    }
  }

  /** The state after an id. */
  int after(int state, int id) {
    if (state == PictureVocabulary.LENGTH) {
      return answer == Answer.PICTURE ? DONE : TEXT;
    } else if (state >= 0) {
      return state + 1;
    } else if (id == end) {
      return DONE;
    }
    return id == pictures.begin() ? 0 : TEXT;
  }

  private static void only(float[] scores, int from, int to) {
    forbid(scores, 0, from);
    forbid(scores, to, scores.length);
  }

  private static void forbid(float[] scores, int from, int to) {
    Arrays.fill(scores, from, to, Float.NEGATIVE_INFINITY);
  }
}

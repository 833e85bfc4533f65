package dev.sprout.language;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.List;

/**
 * Which ids may follow: text outside pictures; after {@code <img>} exactly the codes of one
 * picture; then {@code </img>}. The published models don't force this, and at times write pictures
 * of another length. Immutable.
 *
 * <p>A state is the number of codes since {@code <img>}, or −1 outside pictures.
 */
public final class PictureGrammar {
  /** What a continuation may contain. */
  public enum Mode {
    /** Text alone: captions and answers. */
    TEXT,
    /** One picture at once, then the end; a prompt may end with its {@code <img>}. */
    IMAGE,
    /** Text and pictures in any order. */
    INTERLEAVED
  }

  /** The sets of ids that may come next. */
  enum Kind {
    TEXT,
    TEXT_OR_PICTURE,
    BEGIN,
    CODE,
    END
  }

  private static final int OUTSIDE = -1;
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final PictureVocabulary vocabulary;
  private final boolean[] known;
  private final int endOfText;
  private final Mode mode;

  /**
   * A grammar over a tokenizer's ids.
   *
   * @param known by id, whether it stands for a token at all
   * @param endOfText id of {@code </s>}
   */
  PictureGrammar(PictureVocabulary vocabulary, boolean[] known, int endOfText, Mode mode) {
    this.vocabulary = vocabulary;
    this.known = known.clone();
    this.endOfText = endOfText;
    this.mode = mode;
  }

  /**
   * The grammar of a tokenizer with pictures.
   *
   * @throws UserError when the tokenizer has no {@code </s>}
   */
  public static PictureGrammar of(
      TextTokenizer tokenizer, PictureVocabulary vocabulary, Mode mode) {
    return new PictureGrammar(vocabulary, tokenizer.known(), tokenizer.require("</s>"), mode);
  }

  /** A continuation and one more id, with which it may end. */
  Continuation extend(Continuation text, int id, double logProbability) {
    if (id == endOfText) {
      return text.finish(logProbability);
    }
    Continuation longer = text.with(id, logProbability);
    return mode == Mode.IMAGE && id == vocabulary.end() ? longer.finish(0) : longer;
  }

  /** How many ids there are. */
  int size() {
    return known.length;
  }

  /**
   * The state after a prompt.
   *
   * @throws UserError when one of its pictures has another number of codes, or lacks an end
   */
  int start(long[] prompt) {
    int state = OUTSIDE;
    for (long id : prompt) {
      state = next(state, id);
    }
    return state;
  }

  /** The state after one more id. */
  int next(int state, long id) {
    boolean inside = state >= 0;
    if (inside && state < vocabulary.length() && vocabulary.isCode(id)) {
      return state + 1;
    } else if (state == vocabulary.length() && id == vocabulary.end()) {
      return OUTSIDE;
    } else if (!inside && id == vocabulary.begin()) {
      return 0;
    } else if (inside || vocabulary.isPicture(id)) {
      throw UserError.badRequest(
          "id %d can't stand %s; accepted pictures are <img>, exactly %d codes, </img>",
          id, inside ? "behind " + state + " codes" : "outside a picture", vocabulary.length());
    }
    return state;
  }

  /**
   * What may follow.
   *
   * @param left how many ids may still come; no picture begins that wouldn't end
   */
  Kind kind(int state, int left) {
    if (state >= 0) {
      return state < vocabulary.length() ? Kind.CODE : Kind.END;
    }
    return switch (mode) {
      case TEXT -> Kind.TEXT;
      case IMAGE -> Kind.BEGIN;
      case INTERLEAVED -> left >= vocabulary.length() + 2 ? Kind.TEXT_OR_PICTURE : Kind.TEXT;
    };
  }

  /** The row of the masks for what may follow. */
  int row(int state, int left) {
    return KINDS.indexOf(kind(state, left));
  }

  /** How many ids must come from a state on. */
  int needed(int state) {
    int whole = mode == Mode.IMAGE ? vocabulary.length() + 2 : 0;
    return state >= 0 ? vocabulary.length() - state + 1 : whole;
  }

  /**
   * Zero for ids that may come and −∞ for the others: [kinds][words].
   *
   * @param words rows of the network's embedding, at least {@link #size}
   */
  float[][] masks(int words) {
    float[][] masks = new float[KINDS.size()][words];
    for (int row = 0; row < masks.length; row++) {
      Arrays.fill(masks[row], Float.NEGATIVE_INFINITY);
      for (int id = 0; id < known.length; id++) {
        if (known[id] && allows(KINDS.get(row), id)) {
          masks[row][id] = 0;
        }
      }
    }
    return masks;
  }

  private boolean allows(Kind kind, int id) {
    return switch (kind) {
      case TEXT -> !vocabulary.isPicture(id);
      case TEXT_OR_PICTURE -> !vocabulary.isPicture(id) || id == vocabulary.begin();
      case BEGIN -> id == vocabulary.begin();
      case CODE -> vocabulary.isCode(id);
      case END -> id == vocabulary.end();
    };
  }
}

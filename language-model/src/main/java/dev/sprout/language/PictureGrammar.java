package dev.sprout.language;

import dev.sprout.core.UserError;
import java.util.Arrays;
import java.util.List;

/**
 * Which ids may follow: text outside images; after {@code <img>} exactly the codes of one image;
 * then {@code </img>}. SEED-LLaMA's own code doesn't force this and can generate images of another
 * length. Immutable.
 *
 * <p>A state is the number of codes since {@code <img>}, or −1 outside images.
 */
public final class PictureGrammar {
  /** What a continuation may contain. */
  public enum Mode {
    /** Text alone: captions and answers. */
    TEXT,
    /** One image, then the end; a prompt may end with its {@code <img>}. */
    IMAGE,
    /** Text and images in any order. */
    INTERLEAVED
  }

  /** Sets of ids that may come next. */
  enum Kind {
    TEXT,
    TEXT_OR_PICTURE,
    BEGIN,
    CODE,
    END
  }

  private static final int OUTSIDE = -1;
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final PictureVocabulary pictures;
  private final boolean[] known;
  private final int endOfText;
  private final Mode mode;

  /**
   * A grammar over a tokenizer's ids.
   *
   * @param known by id, whether the tokenizer has it
   * @param endOfText id of {@code </s>}
   */
  PictureGrammar(PictureVocabulary pictures, boolean[] known, int endOfText, Mode mode) {
    this.pictures = pictures;
    this.known = known.clone();
    this.endOfText = endOfText;
    this.mode = mode;
  }

  /**
   * The grammar of a tokenizer with pictures.
   *
   * @throws UserError when the tokenizer has no {@code </s>}
   */
  public static PictureGrammar of(TextTokenizer tokenizer, PictureVocabulary pictures, Mode mode) {
    return new PictureGrammar(pictures, tokenizer.known(), tokenizer.require("</s>"), mode);
  }

  /** A continuation with one more id, which may finish it. */
  Continuation extend(Continuation text, int id, double logProbability) {
    if (id == endOfText) {
      return text.finish(logProbability);
    }
    Continuation longer = text.with(id, logProbability);
    return mode == Mode.IMAGE && id == pictures.end() ? longer.finish(0) : longer;
  }

  /** How many ids there are. */
  int size() {
    return known.length;
  }

  /**
   * The state after a prompt.
   *
   * @throws UserError when one of its images has another number of codes, or lacks an end
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
    if (inside && state < pictures.length() && pictures.isCode(id)) {
      return state + 1;
    } else if (state == pictures.length() && id == pictures.end()) {
      return OUTSIDE;
    } else if (!inside && id == pictures.begin()) {
      return 0;
    } else if (inside || pictures.isPicture(id)) {
      throw UserError.badRequest(
          "id %d can't stand %s; accepted images are <img>, exactly %d codes, </img>",
          id, inside ? "behind " + state + " codes" : "outside an image", pictures.length());
    }
    return state;
  }

  /**
   * The set that may follow.
   *
   * @param left how many ids may still come; an image begins only where it can end
   */
  Kind kind(int state, int left) {
    if (state >= 0) {
      return state < pictures.length() ? Kind.CODE : Kind.END;
    }
    return switch (mode) {
      case TEXT -> Kind.TEXT;
      case IMAGE -> Kind.BEGIN;
      case INTERLEAVED -> left >= pictures.length() + 2 ? Kind.TEXT_OR_PICTURE : Kind.TEXT;
    };
  }

  /** The row of {@link #masks} for the set that may follow. */
  int row(int state, int left) {
    return KINDS.indexOf(kind(state, left));
  }

  /** How many ids must come from a state on. */
  int needed(int state) {
    int whole = mode == Mode.IMAGE ? pictures.length() + 2 : 0;
    return state >= 0 ? pictures.length() - state + 1 : whole;
  }

  /**
   * Zero for ids of a set and −∞ for the others: [sets][V].
   *
   * @param vocabulary V, rows of the network's embedding, at least {@link #size}
   */
  float[][] masks(int vocabulary) {
    float[][] masks = new float[KINDS.size()][vocabulary];
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
      case TEXT -> !pictures.isPicture(id);
      case TEXT_OR_PICTURE -> !pictures.isPicture(id) || id == pictures.begin();
      case BEGIN -> id == pictures.begin();
      case CODE -> pictures.isCode(id);
      case END -> id == pictures.end();
    };
  }
}

package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;

/** What a picture shall show. */
public sealed interface Subject {

  /**
   * A text, which the language model turns into image ids; where a model has none, the class whose
   * name or keyword it is.
   *
   * @param text not blank
   */
  record Prompt(String text) implements Subject {
    /** Refuses a blank text. */
    public Prompt {
      if (text == null || text.isBlank()) {
        throw UserError.unusable("prompt", "is empty; say what to draw, such as: red apple");
      }
    }
  }

  /**
   * A class of the model.
   *
   * @param name exact name or number, not blank
   */
  record ClassName(String name) implements Subject {
    /** Refuses a blank name. */
    public ClassName {
      if (name == null || name.isBlank()) {
        throw UserError.unusable("class", "is empty; give a class of the model by name or number");
      }
    }
  }

  /**
   * Ids of a tokenizer.
   *
   * @param ids as many as the tokenizer has queries, of its codebook
   */
  record Ids(int... ids) implements Subject {
    /** Copies the ids. */
    public Ids {
      ids = Require.present("ids", ids).clone();
    }

    @Override
    public int[] ids() {
      return ids.clone();
    }
  }
}

package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;

/** Subject of a picture: prompt, class, image ids or a change of a picture. Immutable. */
public sealed interface Subject {

  /**
   * Prompt: the language model encodes it as image ids; models without one look it up as class name
   * or keyword.
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
   * Class of the model.
   *
   * @param name exact name or number, not blank
   * @param style name of a style, or null for that of the request
   */
  record ClassName(String name, String style) implements Subject {
    /** Refuses a blank name. */
    public ClassName {
      if (name == null || name.isBlank()) {
        throw UserError.unusable("class", "is empty; give a class of the model by name or number");
      }
    }

    /** A class in the style of the request. */
    public ClassName(String name) {
      this(name, null);
    }
  }

  /**
   * Another picture, changed as an instruction says: its new ids come from the language model. It
   * has the style that they describe.
   *
   * @param picture before the change
   * @param instruction not blank
   */
  record Change(Picture picture, String instruction) implements Subject {
    /** Refuses a blank instruction. */
    public Change {
      Require.present("picture", picture);
      if (instruction == null || instruction.isBlank()) {
        throw UserError.unusable("instruction", "is empty; say what to change, such as: add a dog");
      }
    }
  }

  /**
   * Image ids of the tokenizer.
   *
   * @param ids ids of the codebook, one per query of the tokenizer; for generators with a prefix
   *     the leading ones suffice
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

package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.List;
import java.util.function.Consumer;

/**
 * A message of a conversation and the picture that it may be about: what {@link Chat} does with
 * each, for programs that keep the conversation themselves. Immutable.
 *
 * @param kind what the message wants
 * @param text without blanks around it; empty only for a caption
 * @param picture that was shown or drawn last, or null
 */
public record Turn(MessageKind kind, String text, Picture picture) {
  /**
   * Strips the text.
   *
   * @throws UserError when the message is about a picture and there is none, or is empty
   */
  public Turn {
    Require.present("kind", kind);
    text = Require.present("message", text).strip();
    if (text.isEmpty() && (kind != MessageKind.DESCRIBE || picture == null)) {
      throw UserError.unusable("message", "is empty; describe a picture or ask about one");
    } else if (picture == null && kind != MessageKind.DRAW) {
      throw UserError.badRequest(
          "\"%s\" is about a picture, and there is none yet; describe one to draw, or show one",
          text);
    }
  }

  /** What a message wants by its words, see {@link MessageKind#of}. */
  public static Turn of(String message, Picture picture) {
    return new Turn(MessageKind.of(Require.present("message", message)), message, picture);
  }

  /** Whether the answer is a picture; else it is a text. */
  public boolean isDrawn() {
    return kind.isDrawn();
  }

  /**
   * The request for the picture, where the answer is one.
   *
   * @param options with the seed of this picture
   */
  public GenerationRequest request(Chat.Options options) {
    boolean isNew = kind == MessageKind.DRAW;
    Subject subject = isNew ? new Subject.Prompt(text) : new Subject.Change(picture, text);
    return GenerationRequest.of(List.of(subject), options.seed())
        .withStyle(isNew ? options.style() : null)
        .withSampling(options.sampling());
  }

  /**
   * What is said about the picture, where the answer is a text.
   *
   * @param growing receiver of the answer to a question so far, see {@link Sprout#ask(Picture,
   *     String, Consumer)}
   */
  public String answer(Sprout sprout, Consumer<String> growing) {
    return kind == MessageKind.DESCRIBE
        ? sprout.caption(picture)
        : sprout.ask(picture, text, growing);
  }
}

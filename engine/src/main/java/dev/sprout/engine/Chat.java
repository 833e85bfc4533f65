package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.List;

/**
 * A conversation about one picture after the other, as SEED-LLaMA has them: a text is drawn, a
 * question about the last picture is answered, and an instruction changes it (see {@link
 * MessageKind}).
 *
 * <pre>{@code
 * Chat chat = new Chat(sprout, new Chat.Options(0, null, SamplingChoices.NONE));
 * Picture apple = chat.say("a red apple").picture().picture();
 * String answer = chat.say("what colour is the background?").text();
 * Picture apples = chat.say("now with two apples").picture().picture();
 * }</pre>
 *
 * <p>For one thread; valid until its {@link Sprout} is closed.
 */
public final class Chat {
  private final Sprout sprout;
  private final Options options;
  private Picture picture; // null before the first one
  private int drawn;

  /**
   * How pictures are drawn.
   *
   * @param seed of the first picture; picture k takes seed + k
   * @param style of pictures that a text describes, null for the model's first one; a changed
   *     picture has the style that its ids describe
   * @param sampling what differs from the model's defaults
   */
  public record Options(long seed, String style, SamplingChoices sampling) {
    /** Checks that sampling choices are there. */
    public Options {
      Require.present("sampling", sampling);
    }
  }

  /**
   * An answer: either a text or a picture.
   *
   * @param text null where a picture was drawn
   * @param picture null where a text was said
   * @param unknownWords words of a drawn message that the model has never seen
   */
  public record Reply(String text, GeneratedPicture picture, List<String> unknownWords) {}

  /** A new conversation. */
  public Chat(Sprout sprout, Options options) {
    this.sprout = Require.present("sprout", sprout);
    this.options = Require.present("options", options);
  }

  /** Makes a picture the one that is talked about. */
  public void show(Picture shown) {
    picture = Require.present("picture", shown);
  }

  /** The picture that is talked about; null before the first one. */
  public Picture picture() {
    return picture;
  }

  /**
   * Answers a message.
   *
   * @throws UserError when the message is empty, is about a picture and there is none, or is an
   *     instruction and the language model learned none or knows none of its words; what was talked
   *     about stays the same
   */
  public Reply say(String message) {
    if (Require.present("message", message).isBlank()) {
      throw UserError.unusable("message", "is empty; describe a picture or ask about one");
    }
    String text = message.strip();
    return switch (MessageKind.of(text)) {
      case DRAW -> draw(new Subject.Prompt(text), options.style(), text);
      case CHANGE -> draw(changed(text), null, text);
      case DESCRIBE -> new Reply(sprout.caption(shown(text)), null, List.of());
      case ASK -> new Reply(sprout.ask(shown(text), text), null, List.of());
    };
  }

  private Subject changed(String instruction) {
    return new Subject.Ids(sprout.changedIds(shown(instruction), instruction, seed()));
  }

  private Reply draw(Subject subject, String style, String text) {
    GenerationRequest request =
        GenerationRequest.of(List.of(subject), seed())
            .withStyle(style)
            .withSampling(options.sampling());
    GeneratedPicture next = sprout.generate(request).get(0);
    picture = next.picture();
    drawn++;
    Provenance said =
        subject instanceof Subject.Ids
            ? next.provenance().with("instruction", text.replaceAll("\\s+", " "))
            : next.provenance();
    return new Reply(
        null, new GeneratedPicture(drawn - 1, picture, said), sprout.unknownWords(text));
  }

  private long seed() {
    return options.seed() + drawn;
  }

  private Picture shown(String text) {
    if (picture == null) {
      throw UserError.badRequest(
          "\"%s\" is about a picture, and there is none yet; describe one to draw, or show one",
          text);
    }
    return picture;
  }
}

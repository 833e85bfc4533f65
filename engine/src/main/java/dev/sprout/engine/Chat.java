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
    Turn turn = Turn.of(message, picture);
    return turn.isDrawn()
        ? draw(turn)
        : new Reply(turn.answer(sprout, soFar -> {}), null, List.of());
  }

  private Reply draw(Turn turn) {
    Options next = new Options(options.seed() + drawn, options.style(), options.sampling());
    GeneratedPicture made = sprout.generate(turn.request(next)).get(0);
    picture = made.picture();
    return new Reply(
        null,
        new GeneratedPicture(drawn++, picture, made.provenance()),
        sprout.unknownWords(turn.text()));
  }
}

package dev.sprout.engine;

import dev.sprout.language.LanguageTraining;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.data.EpochOrder;
import dev.sprout.nn.data.Example;
import dev.sprout.nn.data.PictureSource;
import dev.sprout.nn.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences of both directions in the one format of SEED-LLaMA: {@code <s>} picture, caption {@code
 * </s>}; {@code <s>} request, picture; and questions about a picture. What is given is not learned.
 */
final class PictureLessons implements LanguageTraining.Sequences {
  private static final double REQUESTS = 0.5;
  private static final double QUESTIONS = 0.1;
  private static final double STYLED = 0.7;

  private final PictureSource source;
  private final PictureIds ids;
  private final TextTokenizer words;
  private final PictureVocabulary vocabulary;
  private final EpochOrder order;
  private final int begin;
  private final int end;

  PictureLessons(
      PictureSource source,
      int[] trained,
      PictureIds ids,
      TextTokenizer words,
      PictureVocabulary vocabulary,
      long seed) {
    this.source = source;
    this.ids = ids;
    this.words = words;
    this.vocabulary = vocabulary;
    this.order = new EpochOrder(trained, seed);
    this.begin = words.id(Prompts.BEGIN);
    this.end = words.id(Prompts.END);
  }

  @Override
  public List<LanguageTraining.Sequence> of(long step, int count, RandomStream random) {
    List<LanguageTraining.Sequence> sequences = new ArrayList<>();
    for (int picture : order.indices(step, count)) {
      double kind = random.nextDouble();
      if (kind < REQUESTS) {
        sequences.add(request(picture, random));
      } else if (kind < REQUESTS + QUESTIONS) {
        sequences.add(question(picture, random));
      } else {
        int[] prompt = join(begin, vocabulary.block(ids.view(picture, random)));
        sequences.add(answered(prompt, source.example(picture).field("concept")));
      }
    }
    return sequences;
  }

  private LanguageTraining.Sequence request(int picture, RandomStream random) {
    Example example = source.example(picture);
    String text = ConceptTexts.request(example, random);
    if (random.nextDouble() < STYLED) {
      text = ConceptTexts.styled(text, example.field("style"));
    }
    int[] prompt = join(begin, words.encode(text));
    int[] whole = join(prompt, vocabulary.block(ids.exact(picture)));
    return new LanguageTraining.Sequence(whole, prompt.length + 1);
  }

  private LanguageTraining.Sequence question(int picture, RandomStream random) {
    Example example = source.example(picture);
    int[] picturePart = join(begin, vocabulary.block(ids.view(picture, random)));
    int kind = random.nextInt(3);
    String question =
        switch (kind) {
          case 0 -> "what is this?";
          case 1 -> "what style is it?";
          default -> "what kind of thing is it?";
        };
    String answer =
        switch (kind) {
          case 0 -> example.field("concept");
          case 1 -> example.field("style");
          default -> example.field("subgroup").replace('-', ' ');
        };
    return answered(join(picturePart, words.encode(Prompts.question(question))), answer);
  }

  private LanguageTraining.Sequence answered(int[] prompt, String answer) {
    int[] whole = join(join(prompt, words.encode(answer)), end);
    return new LanguageTraining.Sequence(whole, prompt.length);
  }

  private static int[] join(int first, int... rest) {
    return join(new int[] {first}, rest);
  }

  private static int[] join(int[] first, int... rest) {
    return IntStream.concat(IntStream.of(first), IntStream.of(rest)).toArray();
  }
}

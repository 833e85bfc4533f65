package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.SequenceSource;
import dev.sprout.language.TextTokenizer;
import dev.sprout.language.TokenSequence;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Sequences of both directions in the one format of SEED-LLaMA: {@code <s>} picture, caption {@code
 * </s>}; {@code <s>} request, picture; and questions about a picture. What is given is not learned.
 */
final class TrainingTexts implements SequenceSource {
  private static final double REQUESTS = 0.6;
  private static final double QUESTIONS = 0.05;
  private static final double STYLED = 0.7;

  private final PictureSource source;
  private final PictureIds ids;
  private final TextTokenizer words;
  private final PictureVocabulary vocabulary;
  private final EpochOrder order;
  private final int batch;
  private final long begin;
  private final long end;

  TrainingTexts(
      PictureSource source,
      int[] trained,
      PictureIds ids,
      TextTokenizer words,
      PictureVocabulary vocabulary,
      int batch,
      long seed) {
    this.source = source;
    this.ids = ids;
    this.words = words;
    this.vocabulary = vocabulary;
    this.batch = batch;
    this.order = new EpochOrder(trained, seed);
    this.begin = words.require(PromptFormat.BEGIN);
    this.end = words.require(PromptFormat.END);
  }

  @Override
  public List<TokenSequence> draw(long step, RandomStream random) {
    List<TokenSequence> sequences = new ArrayList<>();
    for (int picture : order.indices(step, batch)) {
      double kind = random.nextDouble();
      if (kind < REQUESTS) {
        sequences.add(request(picture, random));
      } else if (kind < REQUESTS + QUESTIONS) {
        sequences.add(question(picture, random));
      } else {
        long[] prompt = join(begin, vocabulary.ids(ids.view(picture, random)));
        sequences.add(answered(prompt, source.example(picture).field("concept")));
      }
    }
    return sequences;
  }

  private TokenSequence request(int picture, RandomStream random) {
    Example example = source.example(picture);
    String text = ConceptTexts.request(example, random);
    if (random.nextDouble() < STYLED) {
      text = PromptFormat.styled(text, example.field("style"));
    }
    long[] prompt = join(begin, words.encode(text));
    long[] whole = join(prompt, vocabulary.ids(ids.exact(picture)));
    return TokenSequence.answer(whole, prompt.length + 1);
  }

  private TokenSequence question(int picture, RandomStream random) {
    Example example = source.example(picture);
    long[] picturePart = join(begin, vocabulary.ids(ids.view(picture, random)));
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
    return answered(join(picturePart, words.encode(PromptFormat.question(question))), answer);
  }

  private TokenSequence answered(long[] prompt, String answer) {
    long[] whole = join(join(prompt, words.encode(answer)), end);
    return TokenSequence.answer(whole, prompt.length);
  }

  private static long[] join(long first, long... rest) {
    return join(new long[] {first}, rest);
  }

  private static long[] join(long[] first, long... rest) {
    return LongStream.concat(LongStream.of(first), LongStream.of(rest)).toArray();
  }
}

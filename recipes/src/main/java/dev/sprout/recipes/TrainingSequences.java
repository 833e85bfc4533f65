package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.SequenceSource;
import dev.sprout.language.TextTokenizer;
import dev.sprout.language.TokenSequence;
import dev.sprout.nn.train.EpochOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Training sequences of both directions in the format of SEED-LLaMA: {@code <s>} picture, caption
 * {@code </s>}; {@code <s>} request, picture; and questions about a picture. The loss covers
 * answers only.
 */
final class TrainingSequences implements SequenceSource {
  private static final double REQUESTS = 0.6;
  private static final double QUESTIONS = 0.05;
  private static final double STYLED = 0.7;

  private final List<EmojiExample> examples;
  private final PictureIds ids;
  private final TextTokenizer tokenizer;
  private final PictureVocabulary vocabulary;
  private final EpochOrder order;
  private final int batch;
  private final long begin;
  private final long end;

  TrainingSequences(
      List<EmojiExample> examples,
      int[] trained,
      PictureIds ids,
      TextTokenizer tokenizer,
      PictureVocabulary vocabulary,
      int batch,
      long seed) {
    this.examples = examples;
    this.ids = ids;
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.batch = batch;
    this.order = new EpochOrder(trained, seed);
    this.begin = tokenizer.require(PromptFormat.BEGIN);
    this.end = tokenizer.require(PromptFormat.END);
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
        sequences.add(answered(prompt, examples.get(picture).title()));
      }
    }
    return sequences;
  }

  private TokenSequence request(int picture, RandomStream random) {
    EmojiExample example = examples.get(picture);
    String text = ConceptTexts.request(example, random);
    if (random.nextDouble() < STYLED && !example.style().isEmpty()) {
      text = PromptFormat.styled(text, example.style());
    }
    long[] prompt = join(begin, tokenizer.encode(text));
    long[] whole = join(prompt, vocabulary.ids(ids.exact(picture)));
    return TokenSequence.answer(whole, prompt.length + 1);
  }

  private TokenSequence question(int picture, RandomStream random) {
    EmojiExample example = examples.get(picture);
    long[] picturePart = join(begin, vocabulary.ids(ids.view(picture, random)));
    List<Question> questions = questions(example);
    Question asked = questions.get(random.nextInt(questions.size()));
    long[] words = tokenizer.encode(PromptFormat.question(asked.text()));
    return answered(join(picturePart, words), asked.answer());
  }

  private record Question(String text, String answer) {}

  /** Questions with answers from the labels. */
  private static List<Question> questions(EmojiExample example) {
    return Stream.of(
            new Question("what is this?", example.title()),
            new Question("what style is it?", example.style()),
            new Question("what kind of thing is it?", example.subgroup().replace('-', ' ')))
        .filter(question -> !question.answer().isEmpty())
        .toList();
  }

  private TokenSequence answered(long[] prompt, String answer) {
    long[] whole = join(join(prompt, tokenizer.encode(answer)), end);
    return TokenSequence.answer(whole, prompt.length);
  }

  private static long[] join(long first, long... rest) {
    return join(new long[] {first}, rest);
  }

  private static long[] join(long[] first, long... rest) {
    return LongStream.concat(LongStream.of(first), LongStream.of(rest)).toArray();
  }
}

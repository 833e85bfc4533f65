package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.SequenceSource;
import dev.sprout.language.TextTokenizer;
import dev.sprout.language.TokenSequence;
import dev.sprout.nn.train.EpochOrder;
import dev.sprout.recipes.Dialogue.Question;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Training sequences of both directions in the format of SEED-LLaMA: {@code <s>} picture, caption
 * {@code </s>}; {@code <s>} request, picture; questions about a picture; and turns, {@code <s>}
 * request, picture, instruction, picture, or without the request. The loss covers answers only:
 * captions, and pictures that were asked for.
 */
final class TrainingSequences implements SequenceSource {
  /** Share of turns for pictures that are changes of another. */
  private static final double TURNS = 0.5;

  /** Share of questions for pictures that have some of their own. */
  private static final double QUESTIONS = 0.25;

  /** Share of questions for other pictures, about their labels. */
  private static final double LABEL_QUESTIONS = 0.05;

  /** Share of requests among requests and captions. */
  private static final double REQUESTS = 0.63;

  private static final double STYLED = 0.7;
  private static final int NO_PICTURE = -1;

  private final List<EmojiExample> examples;
  private final int[] before; // by picture, the one that is changed into it
  private final PictureIds ids;
  private final TextTokenizer tokenizer;
  private final PictureVocabulary vocabulary;
  private final EpochOrder order;
  private final int batch;
  private final long begin;
  private final long end;

  /**
   * Creates the sequences.
   *
   * @throws UserError when the texts of a picture exceed the limit
   */
  TrainingSequences(
      List<EmojiExample> examples,
      int[] trained,
      PictureIds ids,
      TextTokenizer tokenizer,
      PictureVocabulary vocabulary,
      SequenceLimit limit,
      int batch,
      long seed) {
    this.examples = examples;
    this.before = before(examples, trained);
    this.ids = ids;
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.batch = batch;
    this.order = new EpochOrder(trained, seed);
    this.begin = tokenizer.require(PromptFormat.BEGIN);
    this.end = tokenizer.require(PromptFormat.END);
    for (int picture : trained) {
      int earlier = before[picture];
      limit.check(examples.get(picture), earlier == NO_PICTURE ? null : examples.get(earlier));
    }
  }

  /** The picture before each one, where both are trained on. */
  private static int[] before(List<EmojiExample> examples, int... trained) {
    Map<String, Integer> pictures = new HashMap<>();
    IntStream.of(trained).forEach(picture -> pictures.put(examples.get(picture).id(), picture));
    return examples.stream()
        .map(EmojiExample::dialogue)
        .mapToInt(
            each -> each.isChange() ? pictures.getOrDefault(each.before(), NO_PICTURE) : NO_PICTURE)
        .toArray();
  }

  @Override
  public List<TokenSequence> draw(long step, RandomStream random) {
    return IntStream.of(order.indices(step, batch))
        .mapToObj(picture -> sequence(picture, random))
        .toList();
  }

  private TokenSequence sequence(int picture, RandomStream random) {
    EmojiExample example = examples.get(picture);
    if (before[picture] != NO_PICTURE && random.nextDouble() < TURNS) {
      return random.nextDouble() < 0.5 ? change(picture, random) : turns(picture, random);
    }
    boolean hasQuestions = !example.dialogue().questions().isEmpty();
    if (random.nextDouble() < (hasQuestions ? QUESTIONS : LABEL_QUESTIONS)) {
      return question(picture, random);
    } else if (random.nextDouble() < REQUESTS) {
      long[] asked = join(begin, tokenizer.encode(request(example, random)));
      return TokenSequence.answer(join(asked, exact(picture)), asked.length + 1);
    }
    return answered(join(begin, view(picture, random)), ConceptTexts.caption(example, random));
  }

  /** A request, mostly with the style if it doesn't name it itself. */
  private static String request(EmojiExample example, RandomStream random) {
    String text = ConceptTexts.request(example, random);
    boolean isStyled = example.style().isEmpty() || text.contains(example.style());
    return random.nextDouble() < STYLED && !isStyled
        ? PromptFormat.styled(text, example.style())
        : text;
  }

  /** A picture, and an instruction that changes it. */
  private TokenSequence change(int picture, RandomStream random) {
    long[] told = join(join(begin, view(before[picture], random)), instruction(picture, random));
    return TokenSequence.answer(join(told, exact(picture)), told.length + 1);
  }

  /** A request and its picture, an instruction and the changed one. */
  private TokenSequence turns(int picture, RandomStream random) {
    int first = before[picture];
    long[] asked = join(begin, tokenizer.encode(request(examples.get(first), random)));
    long[] drawn = join(asked, exact(first));
    long[] told = join(drawn, instruction(picture, random));
    long[] whole = join(told, exact(picture));
    float[] weights = new float[whole.length];
    Arrays.fill(weights, asked.length + 1, drawn.length, 1);
    Arrays.fill(weights, told.length + 1, whole.length, 1);
    return new TokenSequence(whole, weights);
  }

  private long[] instruction(int picture, RandomStream random) {
    return tokenizer.encode(any(examples.get(picture).dialogue().instructions(), random));
  }

  private TokenSequence question(int picture, RandomStream random) {
    Question asked = any(questions(examples.get(picture), random), random);
    long[] words = tokenizer.encode(PromptFormat.question(asked.text()));
    return answered(join(join(begin, view(picture, random)), words), asked.answer());
  }

  /** Questions with answers from the labels, and the picture's own. */
  private static List<Question> questions(EmojiExample example, RandomStream random) {
    Stream<Question> labels =
        Stream.of(
            new Question("what is this?", ConceptTexts.caption(example, random)),
            new Question("what style is it?", example.style()),
            new Question("what kind of thing is it?", example.subgroup().replace('-', ' ')));
    return Stream.concat(labels, example.dialogue().questions().stream())
        .filter(question -> !question.answer().isEmpty())
        .toList();
  }

  private TokenSequence answered(long[] prompt, String answer) {
    long[] whole = join(join(prompt, tokenizer.encode(answer)), end);
    return TokenSequence.answer(whole, prompt.length);
  }

  private long[] exact(int picture) {
    return vocabulary.ids(ids.exact(picture));
  }

  private long[] view(int picture, RandomStream random) {
    return vocabulary.ids(ids.view(picture, random));
  }

  private static <T> T any(List<T> list, RandomStream random) {
    return list.get(random.nextInt(list.size()));
  }

  private static long[] join(long first, long... rest) {
    return join(new long[] {first}, rest);
  }

  private static long[] join(long[] first, long... rest) {
    return LongStream.concat(LongStream.of(first), LongStream.of(rest)).toArray();
  }
}

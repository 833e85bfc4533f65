package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.language.PictureGrammar.Mode;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {
  /** Text 0 to 19 (end of text 2), codes 20 to 35, begin 36, end 37, two rows without a token. */
  private static final PictureVocabulary PICTURES = new PictureVocabulary(36, 37, 20, 16, 3);

  private static final boolean[] KNOWN = known();

  /** Words as letters: t text, i begin, c code, j end. */
  private static final String WORDS = "t".repeat(20) + "c".repeat(16) + "ij";

  private static final List<long[]> PROMPTS =
      List.of(
          new long[] {1, 5, 6},
          new long[] {1, 36, 20, 21, 22, 37, 9, 9, 4},
          new long[] {1},
          new long[] {1, 7, 8, 9, 10, 11});

  private final NDManager manager = NDManager.newBaseManager();
  private final Weights weights = Llamas.weights(Llamas.TINY, 8, manager);
  private final LlamaNetwork network =
      new LlamaNetwork(Llamas.TINY, weights, Precision.FP32, manager);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyDrawMatchesTheGrammar(Mode mode) {
    String pattern =
        switch (mode) {
          case TEXT -> "t*";
          case IMAGE -> "icccj";
          case INTERLEAVED -> "(t|icccj)*";
        };
    for (long seed = 0; seed < 40; seed += 4) {
      for (Continuation text : decoder(mode).decode(PROMPTS, drawn(seed, 12))) {
        assertThat(letters(text)).matches(pattern);
        assertThat(text.ids()).hasSizeLessThanOrEqualTo(12).doesNotContain(2, 38, 39);
      }
    }
    for (Continuation text : decoder(mode).decode(PROMPTS, Decoding.beamSearch(3, 12))) {
      assertThat(letters(text)).matches(pattern);
    }
  }

  @Test
  void freeTextHasPicturesToo() {
    String all =
        LongStream.range(0, 20)
            .mapToObj(i -> decoder(Mode.INTERLEAVED).decode(PROMPTS, drawn(4 * i, 12)))
            .flatMap(List::stream)
            .map(DecoderTest::letters)
            .collect(Collectors.joining(" "));
    assertThat(all).contains("icccj").contains("t");
  }

  @Test
  void aPictureMayBeginInThePrompt() {
    List<long[]> prompts = List.of(new long[] {1, 5, 36}, new long[] {1, 36, 20});
    List<Continuation> texts = decoder(Mode.IMAGE).decode(prompts, drawn(3, 4));
    assertThat(letters(texts.get(0))).isEqualTo("cccj");
    assertThat(letters(texts.get(1))).isEqualTo("ccj");
    assertThat(texts).allMatch(Continuation::finished);
  }

  @ParameterizedTest
  @EnumSource
  void otherPromptsDontMatter(Mode mode) {
    Decoder decoder = decoder(mode);
    for (Decoding options : List.of(Decoding.greedy(9), Decoding.beamSearch(3, 9), drawn(0, 9))) {
      List<Continuation> together = decoder.decode(PROMPTS, options);
      for (int i = 0; i < PROMPTS.size(); i++) {
        Decoding same =
            new Decoding(options.temperature(), 1, 0, options.beams(), 9, options.seed() + i);
        Continuation alone = decoder.decode(List.of(PROMPTS.get(i)), same).get(0);
        assertThat(together.get(i).ids()).isEqualTo(alone.ids());
        assertThat(together.get(i).logProbability())
            .isCloseTo(alone.logProbability(), offset(1e-4));
      }
    }
  }

  @Test
  void theSeedTellsTheDraw() {
    Decoder decoder = decoder(Mode.INTERLEAVED);
    assertThat(decoder.decode(PROMPTS, drawn(5, 12)))
        .isEqualTo(decoder.decode(PROMPTS, drawn(5, 12)))
        .isNotEqualTo(decoder.decode(PROMPTS, drawn(6, 12)));
  }

  @Test
  void logProbabilitiesAreThoseOfTheNetwork() {
    Continuation text = decoder(Mode.TEXT).decode(PROMPTS, drawn(1, 6)).get(0);
    long[] whole =
        LongStream.concat(LongStream.of(PROMPTS.get(0)), LongStream.of(text.ids())).toArray();
    NDArray logits = network.logits(Llamas.batch(manager, whole)).get("0, :, :20");
    NDArray logs = logits.logSoftmax(-1);
    double sum = 0;
    for (int t = 3; t < whole.length; t++) {
      sum += logs.getFloat(t - 1, whole[t]);
    }
    sum += text.finished() ? logs.getFloat(whole.length - 1, 2) : 0;
    assertThat(text.logProbability()).isCloseTo(sum, offset(1e-4));
  }

  @ParameterizedTest
  @EnumSource
  void oneBeamIsGreedy(Mode mode) {
    Decoder decoder = decoder(mode);
    List<Continuation> greedy = decoder.decode(PROMPTS, Decoding.greedy(9));
    for (int i = 0; i < PROMPTS.size(); i++) {
      BeamSearch search = new BeamSearch(1, grammar(mode), Optional.empty());
      assertThat(searched(search, PROMPTS.get(i), mode).ids()).isEqualTo(greedy.get(i).ids());
    }
  }

  /** Runs a search by hand, as {@link Decoder} takes the short way for one beam. */
  private Continuation searched(BeamSearch search, long[] prompt, Mode mode) {
    NDArray masks = manager.create(grammar(mode).masks(40));
    try (ConstrainedDecoding rows =
        new ConstrainedDecoding(network, grammar(mode), masks, List.of(prompt), 9, manager)) {
      float[][] next = rows.start();
      for (int step = 0; ; step++) {
        search.step(List.of(next[0]));
        if (search.live().isEmpty() || step == 8) {
          return search.best().get(0);
        }
        next = rows.append(new long[] {search.live().get(0).text().last()});
      }
    }
  }

  @Test
  void asManyBeamsAsThereArePicturesFindThemAllBestFirst() {
    PictureVocabulary few = new PictureVocabulary(36, 37, 20, 4, 3); // 64 pictures
    Decoder decoder = new Decoder(network, new PictureGrammar(few, KNOWN, 2, Mode.IMAGE), manager);
    long[] begun = Arrays.copyOf(PROMPTS.get(0), PROMPTS.get(0).length + 1);
    begun[begun.length - 1] = 36;
    List<Continuation> found =
        decoder.hypotheses(List.of(begun), Decoding.beamSearch(64, 4)).get(0);
    assertThat(found.stream().map(text -> Arrays.toString(text.ids())).distinct()).hasSize(64);
    assertThat(found.stream().map(Continuation::score))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void manyBeamsFindTheVeryBest() {
    PictureVocabulary few = new PictureVocabulary(36, 37, 20, 4, 3); // 64 pictures
    Decoder decoder = new Decoder(network, new PictureGrammar(few, KNOWN, 2, Mode.IMAGE), manager);
    for (long[] prompt : PROMPTS) {
      long[] begun = Arrays.copyOf(prompt, prompt.length + 1);
      begun[prompt.length] = 36;
      double best = Double.NEGATIVE_INFINITY;
      for (int picture = 0; picture < 64; picture++) {
        best = Math.max(best, logProbability(begun, picture / 16, picture / 4 % 4, picture % 4));
      }
      Continuation found = decoder.decode(List.of(begun), Decoding.beamSearch(64, 4)).get(0);
      Continuation greedy = decoder.decode(List.of(begun), Decoding.greedy(4)).get(0);
      assertThat(found.logProbability()).isCloseTo(best, offset(1e-4));
      assertThat(found.logProbability()).isGreaterThanOrEqualTo(greedy.logProbability() - 1e-6);
    }
  }

  private double logProbability(long[] prompt, int... codes) {
    long[] whole = Arrays.copyOf(prompt, prompt.length + 3);
    Arrays.setAll(whole, t -> t < prompt.length ? prompt[t] : 20 + codes[t - prompt.length]);
    NDArray logits = network.logits(Llamas.batch(manager, whole)).get("0, :, 20:24");
    NDArray logs = logits.logSoftmax(-1);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += logs.getFloat(prompt.length - 1 + i, codes[i]);
    }
    return sum;
  }

  @Test
  void decodingLeavesNothingBehind() {
    Decoder decoder = decoder(Mode.INTERLEAVED);
    int before = manager.getManagedArrays().size();
    decoder.decode(PROMPTS, drawn(5, 12));
    decoder.decode(PROMPTS, Decoding.beamSearch(3, 12));
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  @Test
  void impossibleRequestsAreRefused() {
    Decoder picture = decoder(Mode.IMAGE);
    assertRefused(picture, new long[] {}, 9, "prompt of 0 ids");
    assertRefused(picture, new long[] {1, 40}, 9, "outside 0 to 39");
    assertRefused(picture, new long[250], 9, "at most 256");
    assertRefused(picture, new long[] {1}, 4, "takes 5 ids");
    assertRefused(picture, new long[] {1, 36, 20, 37}, 9, "exactly 3 codes");
    assertRefused(picture, new long[] {1, 36, 20, 20, 20, 20}, 9, "exactly 3 codes");
    assertRefused(picture, new long[] {1, 20}, 9, "outside an image");
    assertThatThrownBy(
            () ->
                new Decoder(
                    network, new PictureGrammar(PICTURES, new boolean[41], 2, Mode.TEXT), manager))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("41 ids, the network 40");
  }

  private static void assertRefused(Decoder decoder, long[] prompt, int maxNew, String part) {
    assertThatThrownBy(() -> decoder.decode(List.of(prompt), Decoding.greedy(maxNew)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(part);
  }

  private Decoder decoder(Mode mode) {
    return new Decoder(network, grammar(mode), manager);
  }

  private static PictureGrammar grammar(Mode mode) {
    return new PictureGrammar(PICTURES, KNOWN, 2, mode);
  }

  private static Decoding drawn(long seed, int maxNew) {
    return new Decoding(1.5, 1, 0, 1, maxNew, seed);
  }

  private static String letters(Continuation text) {
    return LongStream.of(text.ids())
        .mapToObj(id -> WORDS.substring((int) id, (int) id + 1))
        .collect(Collectors.joining());
  }

  private static boolean[] known() {
    boolean[] known = new boolean[38];
    Arrays.fill(known, true);
    return known;
  }
}

package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.language.PictureVocabulary;
import dev.sprout.language.TextTokenizer;
import dev.sprout.language.TokenSequence;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.SeedConfig;
import dev.sprout.seed.SeedFolder;
import dev.sprout.seed.SeedNetwork;
import dev.sprout.seed.SeedTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSequencesTest {
  private static final SeedConfig SMALL =
      new SeedConfig(
          32,
          8,
          24,
          1,
          3,
          48,
          4,
          true,
          16,
          2,
          2,
          32,
          24,
          8,
          1,
          List.of(12, 4),
          0,
          20,
          0,
          0,
          0,
          null);
  private static final int[] TRAINED = {0, 2};

  @TempDir private Path folder;

  /** Three pictures, of which the second must not be read. */
  private static final class Source implements PictureSource {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public Example example(int index) {
      return new Example("" + index, Map.of(), List.of());
    }

    @Override
    public Picture picture(int index) {
      assertThat(index).isNotEqualTo(1);
      byte[] rgb = new byte[3 * 32 * 32];
      Arrays.fill(rgb, (byte) (100 * index));
      return new Picture(32, 32, rgb);
    }

    @Override
    public void close() {}
  }

  private PictureIds ids(int views) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights weights = Weights.initialise(SeedNetwork.parameters(SMALL), 1, manager);
      SeedFolder.write(folder, SMALL, weights);
    }
    Compute compute = new Compute(ComputeDevice.CPU, Precision.FP32);
    try (SeedTokenizer tokenizer = SeedTokenizer.load(folder, compute)) {
      return PictureIds.of(tokenizer, new Source(), TRAINED, views, 2);
    }
  }

  @Test
  void idsAreOfThePictureOrItsViewsAndTheSameEachTime() {
    PictureIds ids = ids(3);
    PictureIds again = ids(3);
    Set<List<Integer>> seen = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      int[] view = ids.view(2, new RandomStream(seed));
      assertThat(view).hasSize(4).isEqualTo(again.view(2, new RandomStream(seed)));
      seen.add(Arrays.stream(view).boxed().toList());
    }
    assertThat(seen).contains(Arrays.stream(ids.exact(2)).boxed().toList());
    assertThat(seen.size()).isBetween(1, 4);
    PictureIds plain = ids(0);
    assertThat(plain.view(0, new RandomStream(1))).isEqualTo(plain.exact(0));
  }

  @Test
  void onlyAnswersOfTrainedPicturesCount() {
    List<EmojiExample> examples =
        List.of(
            EmojiExampleTest.example("0", "sun", "flat"),
            EmojiExampleTest.example("1", "held out", "flat"),
            new EmojiExample("2", "", "", List.of(), "", List.of("moon"), ""));
    try (TextTokenizer words = TextTokenizer.read(Path.of("../models/emoji/language"))) {
      PictureVocabulary vocabulary = PictureVocabulary.of(words, 512, 4, words.size());
      TrainingSequences sequences =
          new TrainingSequences(examples, TRAINED, ids(1), words, vocabulary, 6, 3);
      Set<String> texts = new HashSet<>();
      for (long step = 1; step <= 200; step++) {
        List<TokenSequence> drawn = sequences.draw(step, new RandomStream(step));
        assertThat(drawn).hasSize(6);
        drawn.forEach(sequence -> texts.add(check(sequence, words, vocabulary)));
      }
      assertThat(texts).noneMatch(text -> text.contains("held out"));
      assertThat(texts).anyMatch(text -> text.contains("what style is it? answer: flat"));
      assertThat(texts).noneMatch(text -> text.contains("moon,  style"));
      List<String> first = decoded(sequences, words, 5);
      assertThat(decoded(sequences, words, 5)).isEqualTo(first);
      assertThat(decoded(sequences, words, 6)).isNotEqualTo(first);
    }
  }

  private static String check(
      TokenSequence sequence, TextTokenizer words, PictureVocabulary vocabulary) {
    long[] ids = sequence.ids();
    assertThat(ids[0]).isEqualTo(words.require("<s>"));
    boolean counts = false;
    for (int i = 0; i < ids.length; i++) {
      assertThat(counts && sequence.weights()[i] == 0).as("answers run to the end").isFalse();
      counts |= sequence.weights()[i] > 0;
    }
    long last = ids[ids.length - 1];
    assertThat(last).isIn((long) words.require("</s>"), (long) vocabulary.end());
    return words.decode(ids);
  }

  private static List<String> decoded(TrainingSequences sequences, TextTokenizer words, long step) {
    List<String> texts = new ArrayList<>();
    sequences
        .draw(step, new RandomStream(step))
        .forEach(sequence -> texts.add(words.decode(sequence.ids())));
    return texts;
  }
}

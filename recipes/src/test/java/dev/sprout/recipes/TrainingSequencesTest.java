package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
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
            new EmojiExample("2", "", "", List.of(), "", List.of("moon"), "", Dialogue.NONE));
    try (TextTokenizer words = TextTokenizer.read(Path.of("../models/emoji/language"))) {
      PictureVocabulary vocabulary = PictureVocabulary.of(words, 512, 4, words.size());
      SequenceLimit limit = new SequenceLimit(words, 6, 256);
      TrainingSequences sequences =
          new TrainingSequences(examples, TRAINED, ids(1), words, vocabulary, limit, 6, 3);
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

  /** Draws until all kinds of sequences have come, and decodes them with what counts marked. */
  private Set<String> marked(List<EmojiExample> examples, int... trained) {
    try (TextTokenizer words = TextTokenizer.read(Path.of("../models/emoji/language"))) {
      PictureVocabulary vocabulary = PictureVocabulary.of(words, 512, 4, words.size());
      SequenceLimit limit = new SequenceLimit(words, 6, 256);
      TrainingSequences sequences =
          new TrainingSequences(examples, trained, ids(0), words, vocabulary, limit, 6, 3);
      Set<String> texts = new HashSet<>();
      for (long step = 1; step <= 100; step++) {
        for (TokenSequence drawn : sequences.draw(step, new RandomStream(step))) {
          texts.add(marked(drawn, words));
        }
      }
      return texts;
    }
  }

  /** The text of a sequence, ids with a weight between number signs. */
  private static String marked(TokenSequence sequence, TextTokenizer words) {
    StringBuilder text = new StringBuilder();
    int begin = 0;
    for (int i = 1; i <= sequence.ids().length; i++) {
      boolean isLast = i == sequence.ids().length;
      if (isLast || sequence.weights()[i] != sequence.weights()[i - 1]) {
        String mark = sequence.weights()[i - 1] > 0 ? "#" : "";
        String part = words.decode(Arrays.copyOfRange(sequence.ids(), begin, i));
        text.append(mark).append(part.replaceAll("<img_\\d+>", "+")).append(mark);
        begin = i;
      }
    }
    return text.toString().replaceAll("[+ ]*[+][+ ]*", "+").replaceAll(" *(<[^>]*>) *", "$1");
  }

  private static EmojiExample scene(String id, List<String> captions, Dialogue dialogue) {
    return new EmojiExample(id, "", "flat", List.of(), "", captions, "", dialogue);
  }

  @Test
  void dialoguesAreLearned() {
    Dialogue change =
        new Dialogue(
            List.of("three moons"),
            List.of(new Dialogue.Question("how many?", "three")),
            "0",
            List.of("now with three moons"));
    List<EmojiExample> examples =
        List.of(
            scene("0", List.of("a moon, flat style"), Dialogue.NONE),
            scene("1", List.of("held out"), Dialogue.NONE),
            scene("2", List.of("three moons on blue", "flat moons"), change));
    assertThat(marked(examples, 0, 2))
        .containsExactlyInAnyOrder(
            "<s><img>+</img>#a moon, flat style</s>#",
            "<s><img>+</img>question: what is this? answer:#a moon, flat style</s>#",
            "<s><img>+</img>question: what style is it? answer:#flat</s>#",
            "<s>a moon, flat style<img>#+</img>#",
            "<s><img>+</img>#three moons on blue</s>#",
            "<s><img>+</img>#flat moons</s>#",
            "<s><img>+</img>question: what is this? answer:#three moons on blue</s>#",
            "<s><img>+</img>question: what is this? answer:#flat moons</s>#",
            "<s><img>+</img>question: how many? answer:#three</s>#",
            "<s>three moons<img>#+</img>#",
            "<s>three moons, flat style<img>#+</img>#",
            "<s>three moons on blue<img>#+</img>#",
            "<s>three moons on blue, flat style<img>#+</img>#",
            "<s>flat moons<img>#+</img>#",
            "<s><img>+</img>now with three moons<img>#+</img>#",
            "<s>a moon, flat style<img>#+</img>#now with three moons<img>#+</img>#");
    assertThat(marked(examples, 2)).noneMatch(text -> text.contains("now with"));
  }

  @Test
  void textsThatAreTooLongAreNamed() {
    String twoHundred = "moon ".repeat(200);
    Dialogue.Question question = new Dialogue.Question(twoHundred, twoHundred);
    Dialogue asked = new Dialogue(List.of(), List.of(question), "", List.of());
    Dialogue told = new Dialogue(List.of(), List.of(), "0", List.of(twoHundred + twoHundred));
    assertThatThrownBy(() -> marked(List.of(scene("0", List.of(twoHundred.repeat(2)), told)), 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("0: its captions take")
        .hasMessageContaining("256 positions");
    EmojiExample moon = scene("0", List.of("moon"), Dialogue.NONE);
    assertThatThrownBy(() -> marked(List.of(scene("q", List.of("moon"), asked), moon), 0))
        .hasMessageContaining("q: its questions");
    assertThatThrownBy(() -> marked(List.of(moon, moon, scene("t", List.of("moon"), told)), 0, 2))
        .hasMessageContaining("t: its instructions");
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

package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.language.KnownWords;
import dev.sprout.nn.ops.Compute;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.pipeline.DrawingWatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs may do wrong. */
class SproutTest {
  private static final Path MODEL = Path.of("../models/emoji");
  private static final Picture PICTURE = new Picture(2, 2, new byte[12]);
  private static final GenerationRequest SUN =
      GenerationRequest.of(List.of(new Subject.ClassName("sun")), 0).withCount(2);

  private static SamplingChoices steps(Double guidance) {
    return new SamplingChoices(null, List.of(1), guidance, null, null, null);
  }

  private final Sprout sprout = Sprout.load(MODEL);

  @AfterEach
  void free() {
    sprout.close();
  }

  @Test
  void missingArgumentsAreRefusedByName() {
    refused("folder is missing", () -> Sprout.load(null));
    refused("options is missing", () -> Sprout.load(MODEL, null));
    refused("picture is missing", () -> sprout.caption(null));
    refused("pictures is missing", () -> sprout.captions(null, "", 1));
    refused("prompt is missing", () -> sprout.captions(List.of(PICTURE), null, 1));
    refused("picture is missing", () -> sprout.ask(null, "what?"));
    refused("question is missing", () -> sprout.ask(PICTURE, null));
    refused("pictures is missing", () -> sprout.tokenize(null));
    refused("picture is missing", () -> sprout.tokenize(Collections.singletonList(null)));
    refused("preprocessing is missing", () -> sprout.tokenize(List.of(PICTURE), null));
    refused("ids is missing", () -> sprout.detokenize(null, 0));
    refused("prompt is empty", () -> sprout.generate(null, 0));
    refused("request is missing", () -> sprout.generate(null));
    refused("finished is missing", () -> sprout.generate(SUN, null));
    refused("steps is missing", () -> sprout.watch(SUN, null));
    refused("request is missing", () -> sprout.interpolate(null, each -> {}));
    refused("subjects is missing", () -> GenerationRequest.of(null, 0));
    refused("subject is missing", () -> GenerationRequest.of(Collections.singletonList(null), 0));
  }

  @Test
  void theAutoencoderTakesPicturesOfItsSizeAlone() {
    String refusal = "picture has 2×2 pixels; accepted are 128×128";
    refused(refusal, () -> sprout.reconstruct(List.of(PICTURE)));
    refused(refusal, () -> sprout.latents(List.of(PICTURE)));
  }

  @Test
  void anAdapterIsRefusedWhereTheLanguageModelHasNoPart() {
    LoadOptions options =
        new LoadOptions(WeightChoice.AVERAGED, Compute.CPU, Path.of("an-adapter"));
    try (Sprout adapted = Sprout.load(MODEL, options)) {
      String refusal = "adapter is for the language model, which has no part in ";
      int[] ids = new int[32];
      refused(refusal + "tokenizing", () -> adapted.tokenize(List.of(PICTURE)));
      refused(refusal + "classes and ids", () -> adapted.generate(SUN));
      refused(refusal + "classes and ids", () -> adapted.detokenize(ids, 0));
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageStartingWith(message);
  }

  @Test
  void anAnswerGrowsToItself() {
    List<String> grown = new ArrayList<>();
    String answer = sprout.ask(PICTURE, "what is this?", grown::add);
    assertThat(answer).isNotEmpty().isEqualTo(sprout.ask(PICTURE, "what is this?"));
    assertThat(grown).hasSizeGreaterThan(1).allMatch(answer::startsWith).endsWith(answer);
  }

  @Test
  void promptsOfUnknownWordsAreRefused() {
    refused("prompt is a qqzxv, of which the model", () -> sprout.generate("a qqzxv", 0));
    assertThat(sprout.unknownWords("two qqzxv and a 🍎, please")).containsExactly("qqzxv");
  }

  @Test
  void aStyleInThePromptCountsAsOne() {
    List<Subject.Prompt> prompts =
        List.of(new Subject.Prompt("red apple"), new Subject.Prompt("red apple, Twemoji style"));
    List<GeneratedPicture> drawn =
        sprout.generate(GenerationRequest.of(prompts, 4).withSampling(steps(null)));
    String first = sprout.card().styles().get(0);
    assertThat(drawn.get(0).provenance().get("style")).isEqualTo(first);
    assertThat(drawn.get(1).provenance().get("style")).isEqualTo("twemoji");
    GenerationRequest asked =
        GenerationRequest.of(List.of(new Subject.Prompt("red apple")), 5)
            .withStyle("twemoji")
            .withSampling(steps(null));
    Picture alone = sprout.generate(asked).get(0).picture();
    double toAlone = difference(drawn.get(1).picture(), alone);
    assertThat(toAlone).isLessThan(difference(drawn.get(0).picture(), alone) / 2);
  }

  /** Mean difference of two pictures' values. */
  private static double difference(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
    }
    return sum / a.rgb().length;
  }

  /** Pictures of noise, for which the language model would write anything. */
  @Test
  void captionsHaveKnownWordsOnly() {
    List<Picture> noise = new ArrayList<>();
    for (int k = 0; k < 24; k++) {
      byte[] rgb = new byte[3 * 64 * 64];
      RandomStream random = new RandomStream(k);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) random.nextInt(1 + 10 * k);
      }
      noise.add(new Picture(64, 64, rgb));
    }
    KnownWords words = KnownWords.read(MODEL.resolve("language")).orElseThrow();
    for (String caption : sprout.captions(noise, "", 3)) {
      for (String word : caption.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
        assertThat(words.unknown(word)).as(caption).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void blankTextsAreRefused(String blank) {
    refused("prompt is empty", () -> sprout.generate(blank, 0));
    refused("question is empty", () -> sprout.ask(PICTURE, blank));
  }

  @Test
  void whatIsClosedSaysSo() {
    sprout.close();
    sprout.close();
    assertThatThrownBy(() -> sprout.tokenize(List.of(PICTURE), Preprocessing.SQUASH_BILINEAR))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this Sprout is closed");
    assertThatThrownBy(() -> sprout.generate("sun", 0)).hasMessage("this Sprout is closed");
  }

  @Test
  void closingWaitsForTheCallsThatRun() throws InterruptedException {
    List<Picture> drawn = new ArrayList<>();
    Thread closing = new Thread(sprout::close);
    sprout.generate(
        SUN.withSampling(steps(null)),
        each -> {
          assertThatThrownBy(sprout::close)
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("this Sprout can't be closed by a call that uses it");
          if (drawn.isEmpty()) {
            closing.start();
          }
          drawn.add(each.picture());
        });
    closing.join();
    assertThat(drawn).hasSize(2);
    assertThatThrownBy(() -> sprout.generate(SUN)).hasMessage("this Sprout is closed");
  }

  @Test
  void aPreparedPictureIsTheSameAloneAndBesideOthers() {
    List<PreparedPicture> suns = sprout.prepare(SUN.withSampling(steps(null)));
    GenerationRequest moon = GenerationRequest.of(List.of(new Subject.ClassName("new moon")), 7);
    List<PreparedPicture> moons = sprout.prepare(moon.withSampling(steps(null)));
    Picture alone = sprout.draw(suns.subList(1, 2), DrawingWatch.NONE).get(0).picture();
    List<PreparedPicture> three = List.of(moons.get(0), suns.get(0), suns.get(1));
    List<GeneratedPicture> together = sprout.draw(three, DrawingWatch.NONE);
    assertThat(together.get(2).picture()).isEqualTo(alone);
    assertThat(together.get(2).provenance().get("seed")).isEqualTo("1");
    List<PreparedPicture> guided = sprout.prepare(SUN.withSampling(steps(3.0)));
    assertThat(guided.get(0).fits(suns.get(0))).isFalse();
    refused(
        "Pictures of different sampling options",
        () -> sprout.draw(List.of(guided.get(0), suns.get(0)), DrawingWatch.NONE));
  }

  @Test
  void whatAWatchThrowsEndsTheDrawing() {
    List<PreparedPicture> suns = sprout.prepare(SUN.withSampling(steps(null)));
    List<Integer> entities = new ArrayList<>();
    assertThatThrownBy(
            () ->
                sprout.draw(
                    suns,
                    (entity, count, evaluation, seen) -> {
                      assertThat(seen.get()).hasSize(2);
                      entities.add(entity);
                      if (entity == 1) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .hasMessage("enough");
    assertThat(entities).containsExactly(0, 1);
  }

  @Test
  void whatOverflowsIsNoPicture() {
    refused(
        "the latents grew beyond all numbers",
        () -> sprout.generate(SUN.withSampling(steps(1e300))));
  }

  @Test
  void writtenTokensAreRefusedOrOnlyText() {
    String prompt = "<img><img_00001></img></s>";
    refused("prompt has <img>, a special", () -> sprout.captions(List.of(PICTURE), prompt, 1));
    assertThat(sprout.ask(PICTURE, prompt + " what")).doesNotContain("<");
  }
}

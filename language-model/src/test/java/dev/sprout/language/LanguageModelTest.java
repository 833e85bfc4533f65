package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.language.LanguageModel.ScoredText;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of random weights with 8 image codes, 4 an image. */
class LanguageModelTest {
  private static final Path FOLDER = Llamas.resource("parity/mha");
  private static final Compute COMPUTE = Compute.CPU;
  private static final int[] IMAGE = {3, 0, 7, 7};

  @TempDir private Path adapter;

  @Test
  void textsAfterAnImageHaveTheProbabilityOfTheNetwork() {
    try (LanguageModel model = LanguageModel.load(FOLDER, 8, 4, COMPUTE);
        NDManager manager = NDManager.newBaseManager();
        LlamaCheckpoint checkpoint = LlamaCheckpoint.read(FOLDER, Precision.FP32, manager)) {
      Decoding options = Decoding.beamSearch(4, 6);
      List<ScoredText> found =
          model.hypotheses(List.of(IMAGE), "a dog", options, Optional.empty()).get(0);
      assertThat(found).hasSize(4);
      assertThat(model.generate(List.of(IMAGE), "a dog", options))
          .containsExactly(found.get(0).text());
      long[] prompt =
          LongStream.concat(
                  LongStream.of(1, 368, 363, 360, 367, 367, 369),
                  LongStream.of(model.tokenizer().encode("a dog")))
              .toArray();
      LlamaNetwork network =
          new LlamaNetwork(checkpoint.config(), checkpoint.weights(), Precision.FP32, manager);
      PictureGrammar grammar =
          PictureGrammar.of(
              model.tokenizer(),
              new PictureVocabulary(368, 369, 360, 8, 4),
              PictureGrammar.Mode.TEXT);
      Continuation best =
          new Decoder(network, grammar, manager).decode(List.of(prompt), options).get(0);
      assertThat(found.get(0).logProbability()).isCloseTo(best.logProbability(), offset(1e-5));
    }
  }

  @Test
  void imagesAreWholeWhateverIsWrittenInTheText() {
    try (LanguageModel model = LanguageModel.load(FOLDER, 8, 4, COMPUTE)) {
      List<int[]> images =
          model.generateImageIds(
              List.of("a dog", "<img>", "<img_00001>", "</s> a dog <s>"), Decoding.greedy(6));
      assertThat(images).hasSize(4).allMatch(codes -> codes.length == 4);
      assertThat(model.generate(List.of(IMAGE), "<img> what</s>", Decoding.greedy(4))).hasSize(1);
    }
  }

  @Test
  void aChangeFollowsTheImageAndItsInstruction() {
    try (NDManager manager = NDManager.newBaseManager();
        LlamaCheckpoint checkpoint = LlamaCheckpoint.read(FOLDER, Precision.FP32, manager);
        LanguageModel model = LanguageModel.load(FOLDER, 8, 4, COMPUTE)) {
      LlamaNetwork network =
          new LlamaNetwork(checkpoint.config(), checkpoint.weights(), Precision.FP32, manager);
      PictureVocabulary vocabulary = new PictureVocabulary(368, 369, 360, 8, 4);
      PictureGrammar grammar =
          PictureGrammar.of(model.tokenizer(), vocabulary, PictureGrammar.Mode.IMAGE);
      long[] prompt =
          LongStream.concat(
                  LongStream.of(1, 368, 363, 360, 367, 367, 369),
                  LongStream.concat(
                      LongStream.of(model.tokenizer().encode("a dog")), LongStream.of(368)))
              .toArray();
      Continuation image =
          new Decoder(network, grammar, manager).decode(List.of(prompt), Decoding.greedy(6)).get(0);
      assertThat(model.changeImageIds(List.of(IMAGE), List.of("a dog"), Decoding.greedy(6)))
          .singleElement()
          .isEqualTo(
              LongStream.of(image.ids())
                  .filter(vocabulary::isCode)
                  .mapToInt(vocabulary::code)
                  .toArray());
    }
  }

  @Test
  void anAdapterIsFoldedIn() {
    try (NDManager manager = NDManager.newBaseManager();
        LlamaCheckpoint base = LlamaCheckpoint.read(FOLDER, Precision.FP32, manager)) {
      LoraConfig config = new LoraConfig(2, 8, List.of("q_proj", "up_proj"), null);
      try (Lora lora = Lora.create(config, base.weights(), 1, manager)) {
        RandomStream random = new RandomStream(9);
        for (NDArray array : lora.adapters().arrays().values()) {
          array.addi(GaussianNoise.draw(random, manager, array.getShape()));
        }
        Weights values = lora.adapters();
        lora.write(adapter, values, TensorType.F32);
      }
    }
    try (LanguageModel plain = LanguageModel.load(FOLDER, 8, 4, COMPUTE);
        LanguageModel adapted = LanguageModel.load(FOLDER, adapter, 8, 4, COMPUTE)) {
      assertThat(adapted.hypotheses(List.of(IMAGE), "", Decoding.greedy(5), Optional.empty()))
          .isNotEqualTo(plain.hypotheses(List.of(IMAGE), "", Decoding.greedy(5), Optional.empty()));
    }
  }

  @Test
  void aPromptWithNulIsRefusedByItsField() {
    String text = "ap\0ple";
    try (LanguageModel model = LanguageModel.load(FOLDER, 8, 4, COMPUTE)) {
      List<ThrowingCallable> ways =
          List.of(
              () -> model.generateImageIds(List.of("a", text), Decoding.greedy(6)),
              () -> model.generate(List.of(IMAGE), text, Decoding.greedy(4)),
              () -> PromptFormat.padded(model.tokenizer(), text, 8));
      for (ThrowingCallable way : ways) {
        assertThatThrownBy(way)
            .isInstanceOf(UserError.class)
            .hasMessage("prompt has the control character NUL (U+0000); leave it out")
            .extracting(e -> ((UserError) e).field())
            .isEqualTo(Optional.of("prompt"));
      }
    }
  }

  @Test
  void whatDoesntFitIsRefused() {
    assertRefused(() -> LanguageModel.load(FOLDER, 9, 4, COMPUTE), "it has no <img_00008>");
    assertRefused(
        () -> LanguageModel.load(FOLDER, FOLDER, 8, 4, COMPUTE),
        "adapter_config.json is not a file");
    try (LanguageModel model = LanguageModel.load(FOLDER, 8, 4, COMPUTE)) {
      assertRefused(() -> model.generateImageIds(List.of("a"), Decoding.greedy(4)), "maxNew is 4");
      assertRefused(() -> model.generate(List.of(new int[3]), "", Decoding.greedy(5)), "exactly 4");
    }
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String part) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContaining(part);
  }
}

package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.sprout.engine.Sprout;
import dev.sprout.language.Familiarity;
import dev.sprout.language.KnownWords;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.SeedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures to words and back through the command line, with a model trained through it. */
class WordsTest {
  private static final Pattern WAY_BACK =
      Pattern.compile("pos_embed_image|blocks_image|image_down|distill_image_proj");

  @TempDir private static Path shared;
  private static Path model;
  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    model = TinyModel.trainWithWords(shared);
  }

  private static Path picture(int concept, int style) {
    return shared.resolve("data/%d-%d.png".formatted(concept, style));
  }

  private static Command.Result run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--model=" + model;
    return Command.run(all);
  }

  @Test
  void captionsNameWhatWasLearned() {
    List<String> arguments = new ArrayList<>(List.of("caption", "--json"));
    List<String> names = new ArrayList<>();
    for (int concept = 0; concept < TinyModel.CONCEPTS.size(); concept++) {
      for (int style = 0; style < 2; style++) {
        arguments.add(picture(concept, style).toString());
        names.add(TinyModel.CONCEPTS.get(concept));
      }
    }
    Command.Result result = run(arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    JsonArray captions = JsonParser.parseString(result.out()).getAsJsonArray();
    assertThat(captions).hasSize(12);
    int right = 0;
    for (int i = 0; i < 12; i++) {
      String caption = captions.get(i).getAsJsonObject().get("caption").getAsString();
      right += caption.equals(names.get(i)) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(8);
  }

  @Test
  void trainingsSayWhichWordsAndPicturesTheyKnow() {
    KnownWords words = KnownWords.read(model.resolve("language")).orElseThrow();
    assertThat(words.unknown(String.join(" ", TinyModel.CONCEPTS) + " thing qqzxv"))
        .containsExactly("qqzxv");
    Familiarity pictures = Familiarity.read(model.resolve("language")).orElseThrow();
    assertThat(pictures.pictures()).isEqualTo(12);
    String drawing = folder.resolve("a.png").toString();
    Command.Result refused = run("generate", "qqzxv", "-o", drawing);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("never seen a word");
  }

  @Test
  void trainingsGoOnFromAModel() {
    Path again = shared.resolve("again");
    TinyModel.goOnWithWords(shared, again);
    for (String command : List.of("caption", "tokenize")) {
      String[] told = {command, picture(0, 0).toString(), picture(3, 1).toString(), ""};
      told[3] = "--model=" + again;
      String now = Command.run(told).out();
      told[3] = "--model=" + model;
      assertThat(now).isEqualTo(Command.run(told).out()).isNotBlank();
    }
  }

  @Test
  void theWayBackIsLearnedAlone() {
    Path out = shared.resolve("detokenizer");
    Command.Result result = Command.run(new TinyModel(shared, 20).detokenizer(out));
    assertThat(result.code()).as(result.err()).isZero();
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Weights before = SeedFolder.of(model.resolve("seed")).weights(manager);
      Weights after = SeedFolder.of(out).weights(manager);
      before
          .arrays()
          .forEach(
              (name, array) ->
                  assertThat(after.get(name).contentEquals(array))
                      .as(name)
                      .isEqualTo(!WAY_BACK.matcher(name).lookingAt()));
    }
    List<Double> losses = losses(out);
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
  }

  /** The recorded losses of a run, in order. */
  private static List<Double> losses(Path run) {
    try (Stream<String> lines = Files.lines(run.resolve("metrics.jsonl"))) {
      return lines
          .map(line -> JsonParser.parseString(line).getAsJsonObject().get("loss").getAsDouble())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void beamsAndPromptsAndQuestionsAnswerInWords() {
    String file = picture(0, 0).toString();
    assertThat(run("caption", file, "--beams=3").out().strip()).isNotEmpty();
    assertThat(run("ask", file, "what is this?").out()).doesNotContain("<img");
    assertThat(run("caption", file, picture(1, 0).toString()).out().lines()).hasSize(2);
  }

  @Test
  void idsAreThirtyTwoAndBecomeThePictureAgain() {
    String ids = run("tokenize", picture(2, 0).toString()).out().strip();
    assertThat(ids.split(" ")).hasSize(32);
    Path drawn = folder.resolve("drawn.png");
    Path again = folder.resolve("again.png");
    assertThat(run("detokenize", ids, "-o", drawn.toString()).code()).isZero();
    assertThat(run("detokenize", ids.replace(' ', ','), "-o", again.toString()).code()).isZero();
    assertThat(Picture.read(drawn)).isEqualTo(Picture.read(again));
    assertThat(Picture.read(drawn).width()).isEqualTo(16);
  }

  @Test
  void aPromptDrawsTheSamePictureAloneAndAmongOthers() {
    Path alone = folder.resolve("alone.png");
    assertThat(run("generate", "sun", "--seed=2", "-o", alone.toString()).code()).isZero();
    assertThat(run("generate", "sun", "--count=3", "--seed=0", "-o", folder.toString()).code())
        .isZero();
    assertThat(Picture.read(folder.resolve("sun-0003.png"))).isEqualTo(Picture.read(alone));
    String inspected = Command.run("inspect", alone.toString()).out();
    assertThat(inspected).contains("generate sun").contains("--candidates=4");
  }

  @Test
  void wrongIdsAreRefused() {
    Path file = folder.resolve("x.png");
    Command.Result few = run("detokenize", "1,2,3", "-o", file.toString());
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err()).contains("image ids: 3 are given; a picture has 32");
    Command.Result large = run("detokenize", "1 ".repeat(31) + "16", "-o", file.toString());
    assertThat(large.code()).isEqualTo(2);
    assertThat(large.err()).contains("image id is 16; accepted are 0 to 15");
    Command.Result words = run("detokenize", "one", "-o", file.toString());
    assertThat(words.code()).isEqualTo(2);
    assertThat(words.err()).contains("Image id one is not a whole number");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    assertThat(run("caption", text.toString()).code()).isEqualTo(1);
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Command.Result result = run("caption", empty.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("empty.png");
    assertThat(run("caption", "missing.png").code()).isEqualTo(1);
    assertThat(run("caption").code()).isEqualTo(2);
    assertThat(run("caption", picture(0, 0).toString(), "--beams=0").code()).isEqualTo(2);
    assertThat(run("ask", picture(0, 0).toString(), " ").code()).isEqualTo(2);
    Command.Result token = run("caption", picture(0, 0).toString(), "--prompt=<img>");
    assertThat(token.code()).isEqualTo(2);
    assertThat(token.err()).contains("--prompt has <img>, a special token of language models");
  }

  @Test
  void aModelWithoutWordsSaysSo() {
    Command.Result result =
        Command.run("caption", picture(0, 0).toString(), "--model=" + shared.resolve("data"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("has no tokenizer or language model");
  }

  @Test
  void threadsShareOneModel() {
    try (Sprout sprout = Sprout.load(model)) {
      Picture given = Picture.read(picture(3, 1));
      String caption = sprout.caption(given);
      Picture drawn = sprout.generate("moon", 5);
      List<CompletableFuture<Boolean>> same = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        same.add(
            CompletableFuture.supplyAsync(
                () ->
                    sprout.caption(given).equals(caption)
                        && sprout.generate("moon", 5).equals(drawn)));
      }
      assertThat(same).allMatch(CompletableFuture::join);
    }
  }
}

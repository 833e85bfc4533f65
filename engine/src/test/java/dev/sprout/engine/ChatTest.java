package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.language.Familiarity;
import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTest {
  private static final Path MODEL = Path.of("../models/emoji").toAbsolutePath();
  private static final SamplingChoices FEW_STEPS =
      new SamplingChoices("euler", List.of(2), null, null, null, null);
  private static final Chat.Options OPTIONS = new Chat.Options(5, null, FEW_STEPS);

  @TempDir Path folder;

  @Test
  void textsAreDrawnAndQuestionsAnswered() {
    try (Sprout sprout = Sprout.load(MODEL)) {
      Chat chat = new Chat(sprout, OPTIONS);
      assertThatThrownBy(() -> chat.say("what is it?"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("there is none yet");
      Picture apple = chat.say("red apple").picture().picture();
      assertThat(apple.rgb()).isEqualTo(drawn(sprout, new Subject.Prompt("red apple"), 5).rgb());
      assertThat(chat.say("what is it?").text()).isEqualTo(sprout.ask(apple, "what is it?"));
      assertThat(chat.say("describe it").text()).isEqualTo(sprout.caption(apple));
      Chat.Reply dog = chat.say("dog qqzxv");
      assertThat(dog.unknownWords()).containsExactly("qqzxv");
      assertThat(dog.picture().picture().rgb())
          .isEqualTo(drawn(sprout, new Subject.Prompt("dog qqzxv"), 6).rgb());
    }
  }

  @Test
  void aModelThatLearnedNoInstructionsSaysSo() {
    try (Sprout sprout = Sprout.load(MODEL)) {
      Chat chat = new Chat(sprout, OPTIONS);
      Picture shown = new Picture(2, 1, new byte[6]);
      chat.show(shown);
      assertThatThrownBy(() -> chat.say("now with two apples"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("learned none");
      assertThat(chat.picture()).isSameAs(shown);
    }
  }

  @Test
  void instructionsChangeTheLastPicture() throws IOException {
    try (Sprout sprout = Sprout.load(withInstructions())) {
      Chat chat = new Chat(sprout, OPTIONS);
      Picture apple = chat.say("red apple").picture().picture();
      GeneratedPicture changed = chat.say("add a dog").picture();
      int[] ids = sprout.changedIds(apple, "add a dog", 6);
      assertThat(ids).hasSize(32);
      assertThat(changed.picture().rgb()).isEqualTo(drawn(sprout, new Subject.Ids(ids), 6).rgb());
      assertThat(changed.provenance().get("instruction")).isEqualTo("add a dog");
    }
  }

  private static Picture drawn(Sprout sprout, Subject subject, long seed) {
    GenerationRequest request =
        GenerationRequest.of(List.of(subject), seed).withSampling(FEW_STEPS);
    return sprout.generate(request).get(0).picture();
  }

  /** The model, said to have learned instructions. */
  private Path withInstructions() throws IOException {
    copyAll(MODEL, folder);
    copyAll(MODEL.resolve("seed"), Files.createDirectory(folder.resolve("seed")));
    Path language = Files.createDirectory(folder.resolve("language"));
    copyAll(MODEL.resolve("language"), language);
    new Familiarity(0.4, 0, 0, true).write(language);
    return folder;
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}

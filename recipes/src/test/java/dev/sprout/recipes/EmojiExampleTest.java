package dev.sprout.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.pictures.Png;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiExampleTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"concept", "class", "label"})
  void aConceptHasThreeNames(String field) {
    EmojiExample example = EmojiExample.of(new Example("a.png", Map.of(field, "dog"), List.of()));
    assertThat(example.concept()).isEqualTo("dog");
    assertThat(example.style()).isEmpty();
    assertThat(example.title()).isEqualTo("dog");
  }

  @Test
  void conceptsThatDifferAreNamed() {
    Map<String, String> fields = Map.of("label", "cat", "concept", "dog");
    assertThatThrownBy(() -> EmojiExample.of(new Example("in/a.png", fields, List.of())))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("in/a.png: its concept is dog, its label is cat; leave out one");
    Map<String, String> numbered = Map.of("class", "7", "label", "8");
    assertThatThrownBy(() -> EmojiExample.of(new Example("a", numbered, List.of())))
        .hasMessageStartingWith("a: its class is 7, its label is 8");
  }

  @Test
  void theConceptComesBeforeCaptions() {
    Map<String, String> fields = Map.of("class", "dog", "label", "dog", "concept", "dog");
    assertThat(EmojiExample.of(new Example("a", fields, List.of("x"))).title()).isEqualTo("dog");
    assertThat(EmojiExample.of(new Example("a", Map.of(), List.of("x"))).title()).isEqualTo("x");
  }

  @Test
  void classFoldersAreConceptsWithoutStyles() throws IOException {
    picture("dog/1.png");
    picture("été/1.png");
    picture("dog/2.png");
    PictureClasses classes = PictureClasses.of(examples());
    assertThat(classes.concepts().stream().map(ModelConfig.Concept::name))
        .containsExactlyInAnyOrder("dog", "été");
    assertThat(classes.styles()).isEmpty();
    assertThat(classes.count()).isEqualTo(2);
    assertThat(classes.labels()).hasDimensions(3, 1);
  }

  @Test
  void whereSomeHaveAStyleTheOthersHaveTheNamelessOne() {
    PictureClasses classes =
        PictureClasses.of(
            List.of(
                example("a", "sun", "flat"), example("b", "sun", ""), example("c", "moon", "")));
    assertThat(classes.styles()).containsExactly("flat", "");
    assertThat(classes.labels()).isDeepEqualTo(new long[][] {{0, 2}, {0, 3}, {1, 3}});
  }

  @Test
  void aConceptHasTheFirstEmojiOfItsPictures() throws IOException {
    picture("a.png");
    picture("b.png");
    picture("c.png");
    Files.writeString(
        folder.resolve("metadata.jsonl"),
        """
        {"file": "a.png", "concept": "red apple"}
        {"file": "b.png", "concept": "red apple", "emoji": "🍎"}
        {"file": "c.png", "concept": "pear"}
        """);
    assertThat(PictureClasses.of(examples()).concepts())
        .containsExactly(
            new ModelConfig.Concept("red apple", List.of(), "🍎"),
            new ModelConfig.Concept("pear", List.of(), null));
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    picture("a.png");
    Files.writeString(folder.resolve("a.txt"), "a grey cloth");
    try (PictureSource source = PictureSource.open(folder)) {
      Recipe.Need.PICTURES.check(EmojiExample.all(source));
      Recipe.Need.TEXTS.check(EmojiExample.all(source));
      assertThatThrownBy(() -> Recipe.Need.CONCEPTS.check(EmojiExample.all(source)))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("a.png has no concept, nor have 0 more of 1 pictures.")
          .hasMessageContaining("concept, class or label");
    }
    Files.delete(folder.resolve("a.txt"));
    try (PictureSource source = PictureSource.open(folder)) {
      assertThatThrownBy(() -> Recipe.Need.TEXTS.check(EmojiExample.all(source)))
          .hasMessageContaining("has no concept and no caption");
    }
  }

  @Test
  void whatAGeneratorLacksIsNamed() {
    ClassTable table = new ClassTable(List.of("sun"), List.of("flat"), new float[3 * 4]);
    Path generator = Path.of("model");
    List<EmojiExample> examples =
        List.of(example("a", "sun", "flat"), example("b", "moon", "flat"), example("c", "sun", ""));
    assertThat(ClassTargets.of(generator, table, examples, new int[] {0}).concept(0)).isZero();
    assertThatThrownBy(() -> ClassTargets.of(generator, table, examples, new int[] {0, 1}))
        .hasMessageContaining("b is of the concept moon, which the generator in model lacks");
    assertThatThrownBy(() -> ClassTargets.of(generator, table, examples, new int[] {2}))
        .hasMessageContaining(
            "c is of no style, which the generator in model lacks; it has 1: flat");
    ClassTable plain = new ClassTable(List.of("sun"), List.of(), new float[] {1, 3, 0, 0});
    assertThat(plain.variance()).isZero();
    assertThat(ClassTargets.of(generator, plain, examples, new int[] {2}).embedding(2))
        .containsExactly(1, 3);
  }

  @Test
  void dialoguesAreReadFromMetadata() throws IOException {
    picture("a.png");
    picture("b.png");
    Files.writeString(
        folder.resolve("metadata.jsonl"),
        """
        {"file": "a.png", "caption": "a dog"}
        {"file": "b.png", "caption": "a cat", "requests": ["cat"], "before": "a.png",
         "instructions": ["make it a cat"], "questions": ["what?"], "answers": ["a cat"]}
        """
            .replace(",\n", ","));
    assertThat(examples())
        .extracting(EmojiExample::dialogue)
        .containsExactly(
            Dialogue.NONE,
            new Dialogue(
                List.of("cat"),
                List.of(new Dialogue.Question("what?", "a cat")),
                "a.png",
                List.of("make it a cat")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"questions\": [\"a?\", \"b?\"], \"answers\": [\"c\"]|2 questions and 1 answers",
        "\"answers\": [\"c\"]|0 questions and 1 answers",
        "\"instructions\": [\"c\"]|the field before is missing",
        "\"instructions\": [\"c\"], \"before\": \"b.png\"|its field before is b.png",
        "\"instructions\": [\"c\"], \"before\": \"a.png\"|its field before is a.png",
      })
  void dialoguesThatDontFitAreNamed(String lists, String message) throws IOException {
    picture("a.png");
    Files.writeString(folder.resolve("metadata.jsonl"), "{\"file\": \"a.png\", " + lists + "}\n");
    assertThatThrownBy(this::examples)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("a.png: ")
        .hasMessageContaining(message);
  }

  static EmojiExample example(String id, String concept, String style) {
    return new EmojiExample(id, concept, style, List.of(), "", List.of(), "", Dialogue.NONE);
  }

  private List<EmojiExample> examples() {
    try (PictureSource source = PictureSource.open(folder)) {
      return EmojiExample.all(source);
    }
  }

  private void picture(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Png.write(file, new Picture(2, 2, new byte[12]), Map.of());
  }
}

package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as sources. */
class PictureSourceTest {
  @TempDir Path folder;

  private static List<String> ids(PictureSource source) {
    return IntStream.range(0, source.size()).mapToObj(i -> source.example(i).id()).toList();
  }

  private Picture picture(String name, long seed) throws IOException {
    Picture picture = TestPictures.noise(4, 3, seed);
    TestPictures.writePng(folder.resolve(name), picture);
    return picture;
  }

  private void metadata(String... lines) throws IOException {
    Files.write(folder.resolve("metadata.jsonl"), List.of(lines));
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> PictureSource.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void metadataGivesFieldsCaptionsAndLists() throws IOException {
    Picture apple = picture("images/apple.png", 1);
    metadata(
        "{\"file\":\"images/apple.png\",\"concept\":\"red apple\",\"weight\":1.50,"
            + "\"heldOut\":false,\"keywords\":[\"fruit\",\"rot 🍎\"],\"caption\":\"an apple\","
            + "\"captions\":[\"a red apple\",\"an apple\"],\"nothing\":null}");
    try (PictureSource source = PictureSource.open(folder)) {
      assertThat(source.size()).isEqualTo(1);
      Example example = source.example(0);
      assertThat(example.id()).isEqualTo("images/apple.png");
      assertThat(example.fields())
          .isEqualTo(Map.of("concept", "red apple", "weight", "1.50", "heldOut", "false"));
      assertThat(example.captions()).containsExactly("an apple", "a red apple");
      assertThat(example.lists()).isEqualTo(Map.of("keywords", List.of("fruit", "rot 🍎")));
      assertThat(example.texts()).containsExactly("an apple", "a red apple", "fruit", "rot 🍎");
      assertThat(source.picture(0)).isEqualTo(apple);
    }
  }

  @Test
  void metadataKeepsTheOrderOfItsLines() throws IOException {
    picture("a.png", 1);
    picture("b.png", 2);
    metadata("\ufeff{\"file\":\"b.png\"}", "", "{\"file_name\":\"./a.png\"}");
    assertThat(ids(PictureSource.open(folder))).containsExactly("b.png", "a.png");
    Path other = Files.writeString(folder.resolve("some.jsonl"), "{\"file\":\"a.png\"}");
    assertThat(ids(PictureSource.open(other))).containsExactly("a.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[\"a.png\"]",
        "{\"file\":\"a.png\"",
        "{\"file\":\"a.png\"} {\"file\":\"a.png\"}",
        "{file:\"a.png\"}",
        "\"a.png\""
      })
  void malformedLinesAreNamed(String line) throws IOException {
    picture("a.png", 1);
    picture("b.png", 1);
    metadata("{\"file\":\"b.png\"}", line);
    assertRefused(folder + "/metadata.jsonl, line 2: not a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a.png\"}        | \"file\" is missing",
        "{\"file\":\"none.png\"}     | none.png doesn't exist in",
        "{\"file\":\"../a.png\"}     | ../a.png is outside of the folder",
        "{\"file\":\"x/../../a.png\"}| is outside of the folder",
        "{\"file\":\"/etc/passwd\"}  | /etc/passwd is outside of the folder",
        "{\"file\":\"a\\u0000.png\"} | \"file\" is no path",
        "{\"file\":\".\"}            | . doesn't exist in",
        "{\"file\":\"b.png\"}        | b.png stands in line 1 already"
      })
  void badFilesAreNamed(String line, String message) throws IOException {
    Files.createDirectories(folder.resolve("x"));
    picture("b.png", 1);
    metadata("{\"file\":\"b.png\"}", line);
    assertRefused("metadata.jsonl, line 2", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "[1,2]", "[\"a\",null]", "[[\"a\"]]", "{}"})
  void nestedValuesAreRefused(String value) throws IOException {
    picture("b.png", 1);
    metadata("", "{\"file\":\"b.png\",\"more\":" + value + "}");
    assertRefused("metadata.jsonl, line 2: \"more\" is neither a string");
  }

  @Test
  void anAbsolutePathIsRefusedEvenInside() throws IOException {
    picture("b.png", 1);
    metadata("{\"file\":\"" + folder.resolve("b.png") + "\"}");
    assertRefused("line 1", "outside of the folder");
  }

  @Test
  void metadataMustBeUtf8AndNameSomething() throws IOException {
    picture("a.png", 1);
    byte[] lines =
        "{\"file\":\"a.png\"}\n\n{\"file\":\"k\u00e4se.png\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("metadata.jsonl"), lines);
    assertRefused("metadata.jsonl, line 3 is not UTF-8");
    metadata("", " ");
    assertRefused("names no pictures");
  }

  @Test
  void classFoldersGiveTheirName() throws IOException {
    Picture second = picture("zebra/1.png", 1);
    picture("cat/deep/2.png", 2);
    picture("cat/1.png", 3);
    picture("cat/.hidden.png", 4);
    Files.writeString(folder.resolve("README.md"), "about");
    PictureSource source = PictureSource.open(folder);
    assertThat(ids(source)).containsExactly("cat/1.png", "cat/deep/2.png", "zebra/1.png");
    assertThat(source.example(1).fields()).isEqualTo(Map.of("class", "cat"));
    assertThat(source.example(2).field("class")).isEqualTo("zebra");
    assertThat(source.picture(2)).isEqualTo(second);
  }

  @Test
  void flatFoldersHaveCaptionsBesideThePictures() throws IOException {
    picture("b.png", 1);
    picture("a.png", 2);
    picture("B.png", 3);
    Files.writeString(folder.resolve("a.txt"), "a cat\r\n\n  a cat on a mat \na cat\n");
    PictureSource source = PictureSource.open(folder);
    assertThat(ids(source)).containsExactly("B.png", "a.png", "b.png");
    assertThat(source.example(1).captions()).containsExactly("a cat", "a cat on a mat");
    assertThat(source.example(2).captions()).isEmpty();
  }

  @Test
  void captionsMustBeUtf8() throws IOException {
    picture("a.png", 2);
    Files.write(folder.resolve("a.txt"), "Käse".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("a.txt is not UTF-8 text");
  }

  @Test
  void hugeCaptionsAreRefused() throws IOException {
    picture("a.png", 2);
    Files.write(folder.resolve("a.txt"), new byte[(1 << 20) + 1]);
    assertRefused("a.txt has 1048577 bytes");
  }

  @Test
  void mixturesAreRefused() throws IOException {
    picture("preview.png", 1);
    picture("cat/1.png", 2);
    assertRefused("both directly (preview.png) and in folders");
  }

  @Test
  void whatIsNoSourceIsRefused() throws IOException {
    assertRefused("holds no pictures", "metadata.jsonl", ".tar");
    Path text = Files.writeString(folder.resolve("a.txt"), "x");
    assertThatThrownBy(() -> PictureSource.open(text)).hasMessageContaining("no picture source");
    assertThatThrownBy(() -> PictureSource.open(folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none doesn't exist; accepted are");
  }

  @Test
  void brokenPicturesAreNamedWhenTheyAreRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "no picture");
    PictureSource source = PictureSource.open(folder);
    assertThatThrownBy(() -> source.picture(0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file + " is a text file");
    assertThatThrownBy(() -> source.picture(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of which something was once lost without a word. */
class SourceFaultsTest {
  private static final Path FAULTS = PictureFaultsTest.FAULTS;

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void picture(String name) throws IOException {
    TestPictures.writePng(folder.resolve(name), TestPictures.noise(4, 3, 1));
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> PictureSource.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContainingAny("gson", "Gson", "http", "java.", "org.apache");
  }

  @Test
  void tablesGiveCaptions() {
    PictureSource source = PictureSource.open(FAULTS.resolve("10-captions-lost/csv"));
    assertThat(source.size()).isEqualTo(2);
    assertThat(source.example(0).captions()).containsExactly("a grey cloth");
    assertThat(source.example(1).captions()).containsExactly("a green cloth, folded");
    assertThat(source.example(1).id()).isEqualTo("b.png");
    assertThat(source.picture(1).width()).isPositive();
  }

  @Test
  void nestedMetadataGiveCaptions() {
    PictureSource source = PictureSource.open(FAULTS.resolve("10-captions-lost/nested"));
    assertThat(source.example(0).captions()).containsExactly("a grey cloth");
    assertThat(source.example(1).captions()).containsExactly("a green cloth");
  }

  @Test
  void picturesThatATableDoesNotListAreNamed() throws IOException {
    for (String name : List.of("0.png", "1.png", "2.png", ".hidden.png")) {
      picture(name);
    }
    write("metadata.csv", "file,label\n0.png,a\n1.png,b\n");
    write("notes.txt", "no picture");
    assertRefused("metadata.csv doesn't list 1 of the pictures in its folder: 2.png; list them");
    write("metadata.csv", "file,label\n0.png,a\n1.png,b\n./2.png,c\n");
    assertThat(PictureSource.open(folder).size()).isEqualTo(3);
  }

  @Test
  void picturesThatNoLineListsAreNamed() throws IOException {
    for (String name : List.of("in/0.png", "in/a.png", "in/b.png", "in/c.png", "in/sub/1.png")) {
      picture(name);
    }
    write("in/metadata.jsonl", "{\"file\": \"0.png\"}");
    assertRefused("doesn't list 4 of the pictures in its folder: a.png, b.png, c.png and 1 more");
    Path file = folder.resolve("in/metadata.jsonl");
    assertThat(PictureSource.open(file).size()).isEqualTo(1);
  }

  @Test
  void columnsBecomeFields() throws IOException {
    picture("a.png");
    picture("b.png");
    write(
        "metadata.csv",
        "\ufefffile,concept,weight,caption\r\n"
            + "b.png,\"red \"\"apple\"\"\",1.50,\"two\nlines\"\r\n\r\na.png,,,\r\n");
    PictureSource source = PictureSource.open(folder);
    assertThat(source.example(0).fields())
        .isEqualTo(Map.of("concept", "red \"apple\"", "weight", "1.50"));
    assertThat(source.example(0).captions()).containsExactly("two", "lines");
    assertThat(source.example(1)).isEqualTo(new Example("a.png", Map.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`file,text|a.png,x|b.png,y,z`, `line 3: 3 values for 2 columns`",
        "`file,text|a.png,x|b.png`, `line 3: 1 values for 2 columns`",
        "`name,text|a.png,x`, `line 2: \"file\" is missing`",
        "`file,file|a.png,x`, `no table of comma-separated values`",
        "`file,text|a.png,\"x`, `no table of comma-separated values`",
        "`file,text|a.png,\"x\ny\"|c.png,z`, `line 4: c.png doesn't exist`",
        "`file,text`, `names no pictures`",
        "``, `names no pictures`"
      })
  void malformedTablesAreNamed(String rows, String message) throws IOException {
    picture("a.png");
    picture("b.png");
    write("metadata.csv", rows.replace('|', '\n'));
    assertRefused(folder + "/metadata.csv", message);
  }

  @Test
  void tablesMustBeUtf8() throws IOException {
    picture("a.png");
    byte[] latin1 = "file,text\na.png,Käse".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("metadata.csv"), latin1);
    assertRefused("metadata.csv is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.csv", "captions.json", "train.tsv", "a/all.jsonl", "x.parquet"})
  void tablesThatWouldNotBeReadAreNamed(String name) throws IOException {
    picture("a/a.png");
    write(name, "{}");
    assertRefused(name, "would not be read");
  }

  @Test
  void severalMetadataAreNamed() throws IOException {
    picture("train/a.png");
    picture("test/b.png");
    write("train/metadata.jsonl", "{\"file\":\"a.png\"}");
    write("test/metadata.csv", "file\nb.png");
    assertRefused("holds test/metadata.csv, train/metadata.jsonl");
    write("metadata.jsonl", "{\"file\":\"train/a.png\"}");
    write("metadata.csv", "file\ntest/b.png");
    assertRefused("holds metadata.csv, metadata.jsonl");
  }

  @Test
  void picturesOutsideOfNestedMetadataAreNamed() throws IOException {
    picture("train/a.png");
    picture("more/b.png");
    write("train/metadata.jsonl", "{\"file\":\"a.png\"}");
    assertRefused("(more/b.png) outside of the folder of train/metadata.jsonl");
  }

  @Test
  void captionsBesideClassifiedPicturesAreRead() throws IOException {
    picture("cat/a.png");
    write("cat/a.txt", "a black cat");
    write("cat/a.json", "{\"style\":\"flat\",\"box\":[1,2]}");
    Example example = PictureSource.open(folder).example(0);
    assertThat(example.captions()).containsExactly("a black cat");
    assertThat(example.fields()).isEqualTo(Map.of("class", "cat", "style", "flat"));
  }

  @Test
  void endingsDoNotMatter() throws IOException {
    Path endings = FAULTS.resolve("11-endings-skipped");
    assertThatThrownBy(() -> PictureSource.open(endings))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("kinds that are not read, 1 in all: c/5.avif", "TIFF");
    for (String name : new String[] {"a/1.jfif", "a/2.jpg", "b/3.jpe", "b/4.tif"}) {
      Path copy = folder.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(endings.resolve(name), copy);
    }
    Files.copy(endings.resolve("b/4.tif"), folder.resolve("b/without-ending"));
    Files.copy(endings.resolve("a/2.jpg"), folder.resolve("b/odd.jpg_large"));
    PictureSource source = PictureSource.open(folder);
    assertThat(source.size()).isEqualTo(6);
    for (int i = 0; i < source.size(); i++) {
      assertThat(source.picture(i).width()).isEqualTo(16);
    }
  }

  @Test
  void avifIsRefusedForWhatItIs() {
    Path file = FAULTS.resolve("11-endings-skipped/c/5.avif");
    assertThatThrownBy(() -> Picture.read(file))
        .hasMessage("%s is an AVIF picture; %s.", file, PictureFormat.ACCEPTED);
  }

  @Test
  void pythonsNaNIsNamed() {
    Path nan = FAULTS.resolve("12-json-nan");
    assertThatThrownBy(() -> PictureSource.open(nan))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%s/metadata.jsonl, line 1: \"score\" holds NaN. NaN is no JSON value; write null or"
                + " leave it out.",
            nan);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"t\": -Infinity       | \"t\" holds -Infinity. -Infinity is no JSON value",
        "\"s\": \"NaN\", \"t\": NaN | \"t\" holds NaN",
        "\"t\": [1, NaN]        | \"t\" holds NaN",
        "\"ü\": None            | \"ü\" holds None",
        "\"t\": True            | not a JSON object",
        "\"t\": 1, \"t\": 2     | \"t\" occurs twice",
        "\"t\": 1e              | not a JSON object",
        "\"t\": {NaN            | not a JSON object",
        "\"t\" NaN              | not a JSON object"
      })
  void malformedMembersAreNamed(String member, String message) throws IOException {
    picture("a.png");
    write("metadata.jsonl", "{\"file\": \"a.png\", " + member + "}");
    assertRefused("metadata.jsonl, line 1: " + message);
  }

  @Test
  void theClassIsFoundUnderAnyName() {
    Map<String, String> all = Map.of("label", "3", "class", "dog", "concept", "puppy");
    assertThat(new Example("a", all, List.of()).className()).isEqualTo("puppy");
    assertThat(new Example("a", Map.of("label", "3", "class", "dog"), List.of()).className())
        .isEqualTo("dog");
    assertThat(new Example("a", Map.of("label", "3"), List.of()).className()).isEqualTo("3");
    assertThat(new Example("a", Map.of(), List.of()).className()).isEmpty();
  }
}

package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README promises of the model in the repository. */
class ShippedModelTest {
  private static final Path MODEL = Path.of("../models/emoji");

  @TempDir private Path folder;

  @Test
  void itIsSmallAndComplete() throws IOException {
    try (Stream<Path> files = Files.walk(MODEL)) {
      long bytes = files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
      assertThat(bytes).isLessThan(60_000_000);
    }
    assertThat(Sprout.hasWords(MODEL)).isTrue();
    assertThat(MODEL.resolve("README.md")).content().contains("CC BY 4.0", "Apache-2.0", "MIT");
  }

  @Test
  void aRedAppleIsRedOnWhite() {
    Picture picture = draw("red apple", 0, "noto");
    assertThat(picture.width()).isEqualTo(128);
    assertThat(picture.height()).isEqualTo(128);
    assertThat(picture.at(64, 70, 0)).isGreaterThan(150);
    assertThat(picture.at(64, 70, 1)).isLessThan(120);
    assertThat(picture.at(64, 70, 2)).isLessThan(120);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(picture.at(3, 3, channel)).isGreaterThan(230);
    }
  }

  /** Every sample's file name begins with its concept's name. */
  @Test
  void captionsAreDoubtfulWhereTheyAreWrong() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("caption", "--json", "--model=" + MODEL));
    try (Stream<Path> samples = Files.list(Path.of("samples/emoji"))) {
      samples
          .filter(file -> file.toString().endsWith(".png"))
          .forEach(file -> arguments.add(file.toString()));
    }
    Command.Result result = Command.run(arguments.toArray(String[]::new));
    int right = 0;
    for (JsonElement element : JsonParser.parseString(result.out()).getAsJsonArray()) {
      JsonObject line = element.getAsJsonObject();
      Path file = Path.of(line.get("file").getAsString());
      String name = line.get("caption").getAsString().replace(' ', '-');
      boolean isRight = file.getFileName().toString().startsWith(name + "-");
      right += isRight ? 1 : 0;
      assertThat(line.get("doubtful").getAsBoolean()).as(file + ": " + name).isEqualTo(!isRight);
      assertThat(result.err().contains(file + ": unlike the pictures")).isEqualTo(!isRight);
    }
    assertThat(right).isGreaterThanOrEqualTo(31);
  }

  @Test
  void aPageOfManyPicturesIsDoubtful() {
    Command.Result result = Command.run("caption", "../docs/gallery.png", "--model=" + MODEL);
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.err())
        .contains("gallery.png: unlike the pictures that the model was trained");
  }

  @Test
  void wordsThatWereNeverSeenAreSaid() {
    Command.Result refused = generate("draw a qqzxv", "-o" + folder.resolve("none.png"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("draw a qqzxv, of which the model has never seen a word");
    assertThat(folder.resolve("none.png")).doesNotExist();
    String two = "two 🍎 on a froelpes";
    Command.Result drawn = generate(two, "--json", "--steps=1", "-o" + folder.resolve("some.png"));
    assertThat(drawn.code()).isZero();
    assertThat(drawn.err())
        .containsPattern("on a froelpes: the model has never seen froelpes; it drew: \\p{L}+");
    assertThat(unknownWords(drawn)).containsExactly("froelpes");
    Command.Result known =
        generate("two red apples", "--json", "--steps=1", "-o" + folder.resolve("known.png"));
    assertThat(known.err()).isEmpty();
    assertThat(unknownWords(known)).isEmpty();
  }

  private static List<String> unknownWords(Command.Result result) {
    return JsonParser.parseString(result.out())
        .getAsJsonObject()
        .getAsJsonArray("unknownWords")
        .asList()
        .stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  @Test
  void aPictureOfABatchCanBeMadeAlone() {
    assertThat(generate("rocket", "--style=noto", "--count=4", "--seed=7", "-o" + folder).code())
        .isZero();
    byte[] third = Picture.read(folder.resolve("rocket-0003.png")).rgb();
    byte[] alone = draw("rocket", 9, "noto").rgb();
    for (int i = 0; i < alone.length; i++) {
      assertThat(Math.abs((third[i] & 0xff) - (alone[i] & 0xff))).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theSameSeedGivesTheSamePicture() {
    assertThat(draw("cat face", 3, "twemoji")).isEqualTo(draw("cat face", 3, "twemoji"));
    assertThat(draw("cat face", 4, "twemoji")).isNotEqualTo(draw("cat face", 3, "twemoji"));
  }

  @Test
  void itNamesMostOfWhatItDraws() {
    List<String> names = List.of("tulip", "rocket", "pizza", "crescent moon", "red apple");
    List<String> arguments = new ArrayList<>(List.of("caption", "--model=" + MODEL));
    for (String name : names) {
      Picture drawn = draw(name, 1, "noto");
      Path file = folder.resolve(name + ".png");
      Png.write(file, drawn, Map.of());
      arguments.add(file.toString());
    }
    Command.Result result = Command.run(arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    long right =
        names.stream().filter(name -> result.out().contains(name + ".png: " + name)).count();
    assertThat(right).as(result.out()).isGreaterThanOrEqualTo(4);
  }

  /** The README's scale: latents of unit variance, which reconstruction hardly changes. */
  @Test
  void latentsHaveUnitVarianceAndSurviveTheWayBack() {
    List<Picture> pictures = new ArrayList<>();
    try (PictureSource source = PictureSource.open(Path.of("samples/emoji"));
        Sprout sprout = Sprout.load(MODEL)) {
      for (int i = 0; i < source.size(); i += 2) {
        pictures.add(source.picture(i).squareCrop(sprout.imageSize()));
      }
      double[] latents = flat(sprout.latents(pictures));
      double[] again = flat(sprout.latents(sprout.reconstruct(pictures)));
      double changed = 0;
      for (int i = 0; i < latents.length; i++) {
        changed += Math.pow(again[i] - latents[i], 2) / latents.length;
      }
      assertThat(latents).hasSize(pictures.size() * 16 * 8 * 8);
      assertThat(StatUtils.populationVariance(latents)).isBetween(0.8, 1.25);
      assertThat(changed).isLessThan(0.1);
    }
  }

  private static double[] flat(List<float[][][]> latents) {
    return latents.stream()
        .flatMap(Arrays::stream)
        .flatMap(Arrays::stream)
        .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]))
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apple, red", "a picture of a red apple", "RED APPLE!"})
  void otherWordsDrawTheSame(String words) {
    assertThat(difference(draw(words, 0, "noto"), draw("red apple", 0, "noto"))).isLessThan(3);
  }

  @Test
  void aPromptDrawsWhatItsClassDraws() {
    Picture imagined = draw("rocket", 5, "fluent-flat");
    Path file = folder.resolve("class.png");
    Command.Result result =
        generate("--class=rocket", "--seed=5", "--style=fluent-flat", "-o" + file);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(difference(imagined, Picture.read(file))).isLessThan(3);
  }

  @Test
  void aPictureBecomesIdsAndAPictureOfTheSame() {
    Path file = folder.resolve("tulip.png");
    Png.write(file, draw("tulip", 2, "noto"), Map.of());
    String ids = Command.run("tokenize", file.toString(), "--model=" + MODEL).out().strip();
    Path again = folder.resolve("again.png");
    Command.Result result = Command.run("detokenize", ids, "--model=" + MODEL, "-o" + again);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(difference(Picture.read(file), Picture.read(again))).isLessThan(40);
  }

  /** Mean absolute difference of two pictures' values, 0..255. */
  private static double difference(Picture a, Picture b) {
    byte[] first = a.rgb();
    byte[] second = b.rgb();
    assertThat(first).hasSameSizeAs(second);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs((first[i] & 0xff) - (second[i] & 0xff));
    }
    return sum / first.length;
  }

  private Picture draw(String prompt, int seed, String style) {
    Path file = folder.resolve("picture.png");
    Command.Result result =
        generate(prompt, "--seed=" + seed, "--style=" + style, "--force", "-o" + file);
    assertThat(result.code()).as(result.err()).isZero();
    return Picture.read(file);
  }

  private static Command.Result generate(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[0] = "generate";
    all[1] = "--model=" + MODEL;
    return Command.run(all);
  }
}

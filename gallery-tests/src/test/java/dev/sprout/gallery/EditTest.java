package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing given pictures through the command line, with a model trained through it. */
class EditTest {
  private static final int SIDE = 16;

  @TempDir private static Path shared;
  private static Path model;
  private static Path given;
  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    model = TinyModel.train(shared);
    given = shared.resolve("data/0-1.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler", "heun", "euler-maruyama", "dopri5"})
  void pixelsOutsideTheMaskStayExactly(String sampler) {
    Path mask = mask("mask.png", 5, 14);
    Picture drawn = edit("sun", "--mask=" + mask, "--sampler=" + sampler);
    Picture before = Picture.read(given);
    boolean changed = false;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        for (int c = 0; c < 3; c++) {
          if (x >= 5 && x < 14) {
            changed |= drawn.at(x, y, c) != before.at(x, y, c);
          } else {
            assertThat(drawn.at(x, y, c)).isEqualTo(before.at(x, y, c));
          }
        }
      }
    }
    assertThat(changed).isTrue();
  }

  /** The kept half is context: what is drawn beside it depends on it. */
  @Test
  void whatIsDrawnDependsOnWhatIsKept() {
    Path mask = mask("mask.png", 8, 16);
    Picture beside = edit("sun", "--mask=" + mask, "--guidance=1");
    Path other = shared.resolve("data/4-0.png");
    Picture besideOther = run(other, "sun", "--mask=" + mask, "--guidance=1");
    assertThat(right(beside)).isNotEqualTo(right(besideOther));
  }

  @Test
  void aWhiteMaskDrawsWhatAnEmptyPageDraws() {
    Picture all = edit("sun", "--mask=" + mask("white.png", 0, SIDE));
    Path plain = folder.resolve("plain.png");
    assertThat(Command.run("generate", "sun", "--model=" + model, "-o" + plain).code()).isZero();
    assertThat(all).isEqualTo(Picture.read(plain));
  }

  @Test
  void littleStrengthLeavesMoreOfThePicture() {
    Picture reconstructed = edit("sun", "--strength=0.01");
    double little = distance(edit("sun", "--strength=0.2"), reconstructed);
    double much = distance(edit("sun", "--strength=0.9"), reconstructed);
    assertThat(little).isGreaterThan(0).isLessThan(much);
  }

  @Test
  void inspectNamesTheEdit() {
    Path out = folder.resolve("edited.png");
    Path mask = mask("mask.png", 5, 14);
    assertThat(
            Command.run(
                    "generate",
                    "sun",
                    "--model=" + model,
                    "--image=" + given,
                    "--mask=" + mask,
                    "-o" + out)
                .code())
        .isZero();
    assertThat(Command.run("inspect", out.toString()).out())
        .contains("--image=" + given, "--mask=" + mask);
  }

  @Test
  void wrongEditsAreRefusedAndLeaveNothing() throws IOException {
    Path black = mask("black.png", 0, 0);
    Path wide = folder.resolve("wide.png");
    Png.write(wide, new Picture(32, 16, new byte[3 * 32 * 16]), Map.of());
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path mask = mask("mask.png", 5, 14);
    refused(2, "black everywhere", given, "--mask=" + black);
    refused(2, "32×16 pixels and the picture 16×16", given, "--mask=" + wide);
    refused(1, "text.png", given, "--mask=" + text);
    refused(1, "text.png", text, "--strength=0.5");
    refused(2, "--image is 32×16", wide, "--mask=" + wideMask());
    refused(2, "--strength is 0.0", given, "--strength=0");
    refused(2, "--strength is NaN", given, "--strength=NaN");
    refused(2, "below 1 for an image without a mask", given);
    refused(2, "must add no noise", given, "--strength=0.5", "--sampler=euler-maruyama");
    assertThat(Command.run("generate", "sun", "--model=" + model, "--mask=" + mask).err())
        .contains("--mask needs --image");
  }

  @Test
  void aTrajectoryEndsAtThePicture() throws IOException {
    Path steps = folder.resolve("steps");
    Path out = folder.resolve("sun.png");
    String[] command = {
      "generate", "sun", "--model=" + model, "--steps=3", "--trajectory=" + steps, "-o" + out
    };
    assertThat(Command.run(command).code()).isZero();
    try (Stream<Path> files = Files.list(steps)) {
      assertThat(files).hasSize(4 * 3);
    }
    assertThat(Picture.read(steps.resolve("entity-04-step-003.png"))).isEqualTo(Picture.read(out));
    command[5] = "-o" + folder.resolve("again.png");
    assertThat(Command.run(command).err()).contains("is not empty");
  }

  @Test
  void interpolationsBeginAndEndWhereTheyShould() {
    Path strip = folder.resolve("strip.png");
    Command.Result result =
        Command.run(
            "interpolate",
            "sun",
            "moon",
            "--model=" + model,
            "--seed=3",
            "--to-seed=5",
            "--frames=4",
            "-o" + strip);
    assertThat(result.code()).as(result.err()).isZero();
    Picture drawn = Picture.read(strip);
    assertThat(drawn.width()).isEqualTo(4 * SIDE);
    assertThat(distance(drawn.cut(0, 0, SIDE, SIDE), plain("sun", 3))).isLessThan(1);
    assertThat(distance(drawn.cut(3 * SIDE, 0, SIDE, SIDE), plain("moon", 5))).isLessThan(1);
    assertThat(distance(drawn.cut(SIDE, 0, SIDE, SIDE), plain("sun", 3))).isGreaterThan(1);
  }

  private Picture plain(String prompt, long seed) {
    Path file = folder.resolve("plain-" + seed + ".png");
    assertThat(
            Command.run(
                    "generate",
                    prompt,
                    "--model=" + model,
                    "--seed=" + seed,
                    "--force",
                    "-o" + file)
                .code())
        .isZero();
    return Picture.read(file);
  }

  private void refused(int code, String said, Path image, String... options) {
    Path out = folder.resolve("out.png");
    List<String> command =
        new ArrayList<>(
            List.of("generate", "sun", "--model=" + model, "--image=" + image, "-o" + out));
    command.addAll(List.of(options));
    Command.Result result = Command.run(command.toArray(String[]::new));
    assertThat(result.err()).contains(said).doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(code);
    assertThat(out).doesNotExist();
  }

  private Picture edit(String prompt, String... options) {
    return run(given, prompt, options);
  }

  private Picture run(Path image, String prompt, String... options) {
    Path out = folder.resolve("out.png");
    List<String> command =
        new ArrayList<>(
            List.of("generate", prompt, "--model=" + model, "--image=" + image, "--force"));
    command.addAll(List.of(options));
    command.add("-o" + out);
    Command.Result result = Command.run(command.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return Picture.read(out);
  }

  private Path wideMask() {
    Path file = folder.resolve("wide-mask.png");
    byte[] rgb = new byte[3 * 32 * 16];
    Arrays.fill(rgb, (byte) 255);
    Png.write(file, new Picture(32, 16, rgb), Map.of());
    return file;
  }

  /** White in some columns. */
  private Path mask(String name, int from, int to) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % SIDE;
      rgb[i] = (byte) (x >= from && x < to ? 255 : 0);
    }
    Path file = folder.resolve(name);
    Png.write(file, new Picture(SIDE, SIDE, rgb), Map.of());
    return file;
  }

  private static Picture right(Picture picture) {
    return picture.cut(8, 0, 8, SIDE);
  }

  private static double distance(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
    }
    return sum / a.rgb().length;
  }
}

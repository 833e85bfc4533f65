package dev.sprout.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenePainterTest {
  private static final ThingLibrary LIBRARY = TestThings.LIBRARY;
  private static final SceneSampler SAMPLER = new SceneSampler(LIBRARY.things());
  private static final ScenePainter PAINTER = new ScenePainter(LIBRARY, 64);

  private static Scene scene(int index) {
    return SAMPLER.scene(11, index, SceneSplit.TRAIN);
  }

  @Test
  void picturesAgreeWithACompositorInDoublePrecision() {
    for (int i = 0; i < 40; i++) {
      Picture painted = PAINTER.paint(scene(i));
      double[] expected = composed(scene(i), 64);
      double most = 0;
      for (int k = 0; k < expected.length; k++) {
        most = Math.max(most, Math.abs((painted.rgb()[k] & 0xff) - expected[k]));
      }
      assertThat(most).isBetween(0.01, 0.51);
    }
  }

  /** Composes pixel by pixel: the mean of the source over the pixel's area, over the ground. */
  private static double[] composed(Scene scene, int side) {
    double[] canvas = new double[3 * side * side];
    for (int i = 0; i < canvas.length; i++) {
      canvas[i] = scene.ground().channel(i % 3);
    }
    for (Placed thing : scene.things()) {
      int pixels = (int) Math.round(thing.box().size() * side);
      int left = (int) Math.round(thing.box().x() * side - pixels / 2.0);
      int top = (int) Math.round(thing.box().y() * side - pixels / 2.0);
      left = Math.max(0, Math.min(side - pixels, left));
      top = Math.max(0, Math.min(side - pixels, top));
      Cutout cutout = LIBRARY.cutout(thing.concept(), scene.style());
      for (int y = 0; y < pixels; y++) {
        for (int x = 0; x < pixels; x++) {
          double[] mean = mean(cutout, x, y, (double) cutout.side() / pixels);
          for (int c = 0; c < 3; c++) {
            int at = 3 * ((top + y) * side + left + x) + c;
            canvas[at] = mean[c] + (1 - mean[3] / 255) * canvas[at];
          }
        }
      }
    }
    return canvas;
  }

  private static double[] mean(Cutout cutout, int x, int y, double step) {
    double[] sum = new double[4];
    for (int v = (int) (y * step); v < Math.min(cutout.side(), (y + 1) * step); v++) {
      for (int u = (int) (x * step); u < Math.min(cutout.side(), (x + 1) * step); u++) {
        double wide = Math.min(u + 1, (x + 1) * step) - Math.max(u, x * step);
        double high = Math.min(v + 1, (y + 1) * step) - Math.max(v, y * step);
        if (wide > 0 && high > 0) {
          for (int c = 0; c < 4; c++) {
            sum[c] +=
                wide * high * (cutout.rgba()[4 * (v * cutout.side() + u) + c] & 0xff) / step / step;
          }
        }
      }
    }
    return sum;
  }

  @Test
  void pixelsStayAsTheyAre() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 8; i++) {
      digest.update(PAINTER.paint(scene(i)).rgb());
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("cb22bcf7e33bbfd2196e1b6fcfbcbb4d4a254b088cc8849cf0c8cb80e8196c09");
  }

  @Test
  void picturesDependOnNothingElse() {
    List<Picture> alone = IntStream.range(0, 100).mapToObj(i -> PAINTER.paint(scene(i))).toList();
    List<Picture> parallel =
        IntStream.range(0, 100).parallel().mapToObj(i -> PAINTER.paint(scene(i))).toList();
    assertThat(parallel).isEqualTo(alone);
    SceneSource source = new SceneSource(LIBRARY, 64, 11, 100, SceneSplit.TRAIN);
    assertThat(source.picture(42)).isEqualTo(alone.get(42));
    assertThat(source.example(42)).isEqualTo(source.example(42));
    assertThat(source.example(42).captions()).hasSize(4);
    assertThat(new SceneParser(LIBRARY.things()).parse(source.example(42).captions().get(0)))
        .contains(scene(42).description());
  }

  /** Every thing shows within its box, and nothing shows elsewhere. */
  @Test
  void asManyThingsShowAsThereAre() {
    for (int i = 0; i < 500; i++) {
      Scene scene = scene(i);
      Picture picture = PAINTER.paint(scene);
      boolean[] drawn = new boolean[64 * 64];
      for (int k = 0; k < drawn.length; k++) {
        for (int c = 0; c < 3; c++) {
          drawn[k] |= (picture.rgb()[3 * k + c] & 0xff) != scene.ground().channel(c);
        }
      }
      for (Placed thing : scene.things()) {
        assertThat(cleared(drawn, thing.box())).isGreaterThan(30);
      }
      assertThat(drawn).containsOnly(false);
    }
  }

  /** Clears the pixels of a box; gives how many were set. */
  private static int cleared(boolean[] drawn, Box box) {
    int count = 0;
    for (int y = box.top(64); y < box.top(64) + box.pixels(64); y++) {
      for (int x = box.left(64); x < box.left(64) + box.pixels(64); x++) {
        count += drawn[64 * y + x] ? 1 : 0;
        drawn[64 * y + x] = false;
      }
    }
    return count;
  }

  @Test
  void thingsStandOutFromTheirGrounds() {
    Thing apple =
        LIBRARY.things().stream()
            .filter(thing -> thing.concept().equals("red apple"))
            .findFirst()
            .orElseThrow();
    for (Thing.Drawing drawing : apple.drawings()) {
      assertThat(drawing.grounds()).doesNotContain(Ground.RED).contains(Ground.WHITE, Ground.BLUE);
    }
  }

  @Test
  void opaquePicturesAreRefused(@TempDir Path folder) throws Exception {
    Png.write(folder.resolve("dog.png"), new Picture(2, 2, new byte[12]), Map.of());
    String row = "{\"file\":\"dog.png\",\"concept\":\"dog\",\"subgroup\":\"animal-mammal\"}";
    Files.writeString(folder.resolve("metadata.jsonl"), row + "\n");
    assertThatThrownBy(() -> ThingLibrary.read(folder, 64))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--transparent");
    Files.writeString(folder.resolve("metadata.jsonl"), "{\"file\":\"dog.png\"}\n");
    assertThatThrownBy(() -> ThingLibrary.read(folder, 64))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("concept, subgroup and style");
  }

  @Test
  void badScenesAreRefused() {
    Placed dog = new Placed("dog", new Box(0.3, 0.5, 0.4));
    Placed cat = new Placed("cat", new Box(0.4, 0.5, 0.4));
    Placed far = new Placed("cat", new Box(0.75, 0.5, 0.4));
    assertThatThrownBy(() -> pair(dog, cat)).hasMessageContaining("cover each other");
    assertThatThrownBy(() -> pair(far, dog)).hasMessageContaining("from left to right");
    assertThatThrownBy(() -> pair(dog, new Placed("dog", far.box()))).hasMessageContaining("twice");
    assertThatThrownBy(() -> new Box(0.1, 0.5, 0.4)).hasMessageContaining("leaves the picture");
    Scene odd =
        new Scene("chalk", Ground.BLUE, SceneKind.SIDE_BY_SIDE, List.of(dog, far), List.of());
    assertThatThrownBy(() -> PAINTER.paint(odd)).hasMessageContaining("style chalk");
  }

  private static Scene pair(Placed left, Placed right) {
    return new Scene("noto", Ground.BLUE, SceneKind.SIDE_BY_SIDE, List.of(left, right), List.of());
  }
}

package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gallery page in headless Chromium: every picture loads, nothing sticks out, on a phone and on
 * a wide screen, light and dark.
 *
 * <p>Chromium is no part of the build: it is taken from the path, or, as root with apt-get,
 * installed from Debian's package {@code chromium}. Where neither can be, these tests, and only
 * these, are skipped, and say what is missing; {@link GalleryTest} checks the page's structure
 * everywhere.
 */
class GalleryBrowserTest {
  /** Counts pictures, and names those that didn't load and elements beyond the page's edges. */
  private static final String PROBE =
      """
      (() => {
        const width = document.documentElement.clientWidth;
        const names = (elements) => elements.map((e) => e.outerHTML.slice(0, 120));
        const images = [...document.images];
        const outside = [...document.querySelectorAll('body *')].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && (box.left < -0.5 || box.right > width + 0.5);
        });
        const boxes = [...document.querySelectorAll('figure, .row, .tile, .call, td, th')];
        const spilling = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1);
        const style = getComputedStyle(document.body);
        return {
          images: images.length,
          broken: names(images.filter((image) => !image.complete || image.naturalWidth === 0)),
          outside: names(outside),
          spilling: names(spilling),
          scrollWidth: document.documentElement.scrollWidth,
          width,
          innerWidth,
          background: style.backgroundColor,
          text: style.color,
        };
      })()
      """;

  @TempDir private static Path folder;
  private static Chromium browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    browser = Chromium.start(folder);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, light", "360, dark", "768, light", "768, dark", "1600, light", "1600, dark"})
  void everyPictureLoadsAndNothingSticksOut(int width, String scheme) throws InterruptedException {
    browser.open(DrawnGallery.page(), width, scheme);
    JsonObject seen = browser.evaluate(PROBE);
    assertThat(seen.get("images").getAsInt()).isGreaterThan(150);
    assertThat(seen.getAsJsonArray("broken")).isEmpty();
    assertThat(seen.getAsJsonArray("outside")).isEmpty();
    assertThat(seen.getAsJsonArray("spilling")).isEmpty();
    assertThat(seen.get("innerWidth").getAsInt()).isEqualTo(width);
    assertThat(seen.get("scrollWidth").getAsInt())
        .isLessThanOrEqualTo(seen.get("width").getAsInt()); // without the scroll bar
    double page = brightness(seen.get("background").getAsString());
    double text = brightness(seen.get("text").getAsString());
    assertThat(page).isBetween(scheme.equals("dark") ? 0 : 0.9, scheme.equals("dark") ? 0.1 : 1.0);
    assertThat(Math.abs(page - text)).isGreaterThan(0.7);
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
  }

  @Test
  void whatIsBrokenIsSeen() throws IOException, InterruptedException {
    Path page = folder.resolve("broken.html");
    Files.writeString(
        page,
        """
        <!DOCTYPE html><meta name="viewport" content="width=device-width">
        <body><img src="data:image/png;base64,AAAA"><div style="width: 900px">wide</div>
        <figure style="width: 100px"><div style="width: 200px">spilling</div></figure>
        """);
    browser.open(page, 768, "light");
    JsonObject seen = browser.evaluate(PROBE);
    assertThat(seen.getAsJsonArray("broken")).hasSize(1);
    assertThat(seen.getAsJsonArray("outside")).hasSize(1);
    assertThat(seen.getAsJsonArray("spilling")).hasSize(1);
    assertThat(seen.get("scrollWidth").getAsInt()).isGreaterThan(768);
  }

  /** Mean of a colour such as rgb(20, 22, 19), 0 to 1. */
  private static double brightness(String colour) {
    String[] parts = colour.replaceAll("[^0-9,]", "").split(",", -1);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Integer.parseInt(parts[i]) / 255.0;
    }
    return sum / 3;
  }
}

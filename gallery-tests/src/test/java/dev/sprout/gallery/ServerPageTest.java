package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.sprout.server.ServerOptions;
import dev.sprout.server.SproutServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a server in headless Chromium, clicked through. Like {@link GalleryBrowserTest}, it
 * is skipped, and says what is missing, where there is no Chromium and none can be installed.
 */
@Timeout(120)
class ServerPageTest {
  /** Drops a PNG file in base64 onto an element. */
  private static final String DROP =
      """
      (() => {
        const bytes = Uint8Array.from(atob('%s'), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'dropped.png', { type: 'image/png' }));
        const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true });
        document.querySelector('%s').dispatchEvent(drop);
        return {};
      })()
      """;

  /** Drops the newest picture's file as the gallery keeps it. */
  private static final String DROP_NEWEST =
      """
      new Promise((resolve) => {
        indexedDB.open('sprout').onsuccess = ({ target }) => {
          const store = target.result.transaction('pictures').objectStore('pictures');
          store.getAll().onsuccess = ({ target }) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([target.result.at(-1).png], 'kept.png', { type: 'image/png' }));
            const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true });
            document.querySelector('#panel-Look .drop').dispatchEvent(drop);
            resolve({});
          };
        };
      })
      """;

  /** Largest differences of the two pictures of the gallery in a corner and in the middle. */
  private static final String CHANGED =
      """
      (() => {
        const [now, before] = [...document.querySelectorAll('.grid img')].map((image) => {
          const canvas = new OffscreenCanvas(128, 128);
          const pen = canvas.getContext('2d', { willReadFrequently: true });
          pen.drawImage(image, 0, 0);
          return (x, y) => pen.getImageData(x, y, 16, 16).data;
        });
        const most = (x, y) => Math.max(...now(x, y).map((each, i) => Math.abs(each - before(x, y)[i])));
        return { corner: most(0, 0), middle: most(56, 56) };
      })()
      """;

  /** Width of what is shown, and elements beyond the window's edges. */
  private static final String SEEN =
      """
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => ({
        width: document.documentElement.scrollWidth,
        outside: [...document.querySelectorAll('body *:not(.unseen)')]
          .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
          .map((each) => each.outerHTML.slice(0, 120)),
      }))
      """;

  @TempDir private static Path folder;
  private static Chromium browser;
  private static SproutServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    browser = Chromium.start(folder);
    server = SproutServer.start(ServerOptions.of("emoji", Path.of("../models/emoji")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aPictureIsDrawnStaysAndIsDrawnAnewInsideAMask() throws InterruptedException {
    open();
    click(".draw summary");
    fill("steps", "1");
    assertThat(browser.evaluate(choose("heun")).get("before").getAsString()).isEqualTo("euler");
    fill("prompt", "red apple");
    click(".draw .main");
    browser.await(pictures(1));
    click(".grid button");
    browser.await("document.querySelector('dialog[open] dl')");
    assertThat(text("dialog dl"))
        .contains("promptred apple", "stylefluent-3d", "steps1", "samplerheun", "seed" + seed());
    fitsEverywhere();
    isQuiet();

    open();
    browser.await(pictures(1));
    click("#tab-Look");
    browser.evaluate(DROP_NEWEST);
    clickNamed("Use its settings", "#panel-Look");
    browser.await("document.querySelector('[name=prompt]').value === 'red apple'");
    assertThat(browser.evaluate("({seed: document.querySelector('[name=seed]').value})"))
        .hasToString("{\"seed\":\"" + seed() + "\"}");

    click(".grid button");
    clickNamed("Paint a mask");
    browser.await("document.querySelector('.painting canvas')?.offsetHeight > 100");
    JsonObject middle = browser.evaluate(box(".painting canvas"));
    browser.press(middle.get("x").getAsDouble(), middle.get("y").getAsDouble());
    clickNamed("Use this mask");
    browser.await("document.querySelectorAll('.start img').length === 2");
    click(".draw summary");
    fill("prompt", "sun");
    click(".draw .main");
    browser.await(pictures(2));
    JsonObject changed = browser.evaluate(CHANGED);
    assertThat(changed.get("corner").getAsInt()).isZero();
    assertThat(changed.get("middle").getAsInt()).isPositive();
    drawInTheChat();
    isQuiet();
  }

  /** What a chat draws goes into the gallery, from where it can be drawn again. */
  private static void drawInTheChat() throws InterruptedException {
    click("#tab-Chat");
    fill("message", "red apple");
    clickNamed("Draw", "#panel-Chat");
    browser.await("document.querySelector('.assistant img')");
    click("#tab-Draw");
    browser.await(pictures(3));
    click(".grid button");
    browser.await("document.querySelector('dialog[open] dl')");
    assertThat(text("dialog dl")).contains("promptred apple", "seed" + seed());
    clickNamed("Again");
    browser.await(pictures(4));
  }

  @Test
  void aDrawingIsCalledOff() throws InterruptedException {
    open();
    click(".draw summary");
    fill("steps", "200");
    fill("count", "8");
    fill("prompt", "sun");
    click(".draw .main");
    browser.await("document.querySelector('.run progress[value]')");
    clickNamed("Cancel", ".run");
    browser.await("!document.querySelector('.run')");
    isQuiet();
  }

  @Test
  void aPictureIsLookedAtAndTalkedAbout() throws IOException, InterruptedException {
    open();
    click("#tab-Look");
    drop(Path.of("samples/emoji/red-apple-noto.png"), "#panel-Look .drop");
    browser.await("document.querySelectorAll('.pair img').length === 2");
    assertThat(text(".caption")).isEqualTo("red apple");
    assertThat(text(".ids").split(" ", -1)).hasSize(32);
    click("#tab-Chat");
    drop(Path.of("samples/emoji/red-apple-noto.png"), "#panel-Chat .drop");
    browser.await("document.querySelector('.attached')");
    fill("message", "What is this?");
    clickNamed("Ask", "#panel-Chat");
    browser.await("document.querySelector('[aria-busy=false] .assistant p')");
    assertThat(text(".assistant p")).isEqualTo("red apple");
    isQuiet();
  }

  private static void drop(Path file, String selector) throws IOException, InterruptedException {
    String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    browser.evaluate(DROP.formatted(base64, selector));
  }

  private static void open() throws InterruptedException {
    browser.open(URI.create(server.address()), 1600, "light");
    browser.await("document.querySelector('[name=prompt]')");
  }

  private static String pictures(int count) {
    return "[...document.querySelectorAll('.grid img')].filter((each) => each.naturalWidth === 128)"
        + ".length === "
        + count;
  }

  private static void fill(String field, String text) throws InterruptedException {
    String select = "document.querySelector('[name=%s]').select() ?? {}";
    browser.evaluate(select.formatted(field));
    browser.type(text);
  }

  /** Seed of the newest picture, which stands below it after its style. */
  private static String seed() throws InterruptedException {
    return text(".grid span").split(" · ", -1)[1];
  }

  /** Chooses a sampler, and gives the one before. */
  private static String choose(String sampler) {
    return """
    (() => {
      const choice = document.querySelector('.draw select');
      const before = choice.value;
      choice.value = '%s';
      choice.dispatchEvent(new Event('change', { bubbles: true }));
      return { before };
    })()
    """
        .formatted(sampler);
  }

  private static void click(String selector) throws InterruptedException {
    browser.evaluate("document.querySelector('%s').click() ?? {}".formatted(selector));
  }

  private static void clickNamed(String label) throws InterruptedException {
    clickNamed(label, "dialog[open]");
  }

  private static void clickNamed(String label, String within) throws InterruptedException {
    String button =
        "[...document.querySelectorAll('%s button')].find((each) => each.innerText === '%s')"
            .formatted(within, label);
    browser.await(button);
    browser.evaluate(button + ".click() ?? {}");
  }

  private static String text(String selector) throws InterruptedException {
    String expression = "({text: document.querySelector('%s').textContent})";
    return browser.evaluate(expression.formatted(selector)).get("text").getAsString().strip();
  }

  private static String box(String selector) {
    return """
    (() => {
      const box = document.querySelector('%s').getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    })()
    """
        .formatted(selector);
  }

  private static void fitsEverywhere() throws InterruptedException {
    for (int width : List.of(360, 1600)) {
      for (String scheme : List.of("light", "dark")) {
        browser.show(width, scheme);
        for (String tab : List.of("Chat", "Look", "Draw")) {
          click("#tab-" + tab);
          JsonObject seen = browser.evaluate(SEEN);
          String where = width + " " + scheme + " " + tab;
          assertThat(seen.get("width").getAsInt()).as(where).isLessThanOrEqualTo(width);
          assertThat(seen.getAsJsonArray("outside")).as(where).isEmpty();
        }
      }
    }
  }

  /** The console shows nothing, and nothing but this server was asked. */
  private static void isQuiet() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.matches("(data:|blob:|" + server.address() + ").*"));
  }
}

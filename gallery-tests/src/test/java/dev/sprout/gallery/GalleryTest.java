package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import dev.sprout.xar.entity.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gallery page of the shipped models, as an HTML parser reads it. */
class GalleryTest {
  private static final String DATA = "data:image/png;base64,";
  private static final List<String> SECTIONS =
      List.of(
          "Concepts and styles",
          "Seeds and guidance",
          "A picture comes to be",
          "Kinds of entities",
          "Editing",
          "Interpolation",
          "Captions",
          "Pictures as ids",
          "Neurons in a volume",
          "Scores",
          "Times");

  private static Document page;

  @BeforeAll
  static void draw() throws IOException {
    page = Jsoup.parse(DrawnGallery.page().toFile());
  }

  @Test
  void everyPictureIsPartOfThePage() {
    assertThat(page.select("img")).hasSizeGreaterThan(150);
    for (Element image : page.select("img")) {
      Picture picture = picture(image);
      assertThat(image.attr("width")).isEqualTo("" + picture.width());
      assertThat(image.attr("height")).isEqualTo("" + picture.height());
      assertThat(image.attr("alt")).isNotBlank();
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertThat(page.select("script, link, iframe, object, embed, base, [srcset], [style]"))
        .isEmpty();
    for (Element element : page.select("[src]")) {
      assertThat(element.attr("src")).startsWith(DATA);
    }
    for (Element link : page.select("[href]")) {
      assertThat(link.attr("href")).startsWith("#");
      assertThat(page.getElementById(link.attr("href").substring(1))).isNotNull();
    }
    assertThat(page.select("style").html()).isNotBlank().doesNotContain("url(", "@import");
    assertThat(page.text()).doesNotContain("http", System.getProperty("java.io.tmpdir"));
  }

  @Test
  void everySectionIsThereWithItsCalls() {
    assertThat(page.select("section > h2").eachText()).isEqualTo(SECTIONS);
    String home = System.getProperty("sprout.home", "..");
    boolean hasVolumes = Files.exists(Path.of(home, "models/em/config.json"));
    for (Element section : page.select("section")) {
      String title = section.select("h2").text();
      List<String> calls = section.select("code").eachText();
      if (title.equals("Neurons in a volume") && !hasVolumes) {
        assertThat(section.select(".obstacle").text()).contains("no model in models/em");
      } else {
        assertThat(section.select("figure")).as(title).isNotEmpty();
        assertThat(section.select(".obstacle")).as(title).isEmpty();
        assertThat(calls).as(title).allMatch(call -> call.startsWith("sprout "));
        assertThat(calls.isEmpty()).as(title).isEqualTo(title.equals("Times"));
      }
    }
  }

  @Test
  void everyKindOfEntityIsShown() {
    List<String> kinds =
        Stream.of(Entity.class.getPermittedSubclasses()).map(Class::getSimpleName).toList();
    assertThat(page.select("#kinds-of-entities h3").eachText())
        .extracting(heading -> heading.replaceFirst(" .*", ""))
        .containsExactlyInAnyOrderElementsOf(kinds);
    for (Element figure : page.select("#kinds-of-entities figure")) {
      assertThat(figure.select("svg rect")).hasSizeGreaterThanOrEqualTo(16);
      assertThat(figure.select("img")).hasSize(8);
      assertThat(picture(figure.select("img").first()))
          .isNotEqualTo(picture(figure.select("img").last()));
    }
  }

  @Test
  void pixelsUnderBlackAreThoseOfTheGivenPicture() {
    keeps("red apple before inpainting", "mask of inpainting", "apple after inpainting");
    keeps("middle before outpainting", "mask of outpainting", "sunflower after outpainting");
  }

  @Test
  void trainedPicturesAreCaptionedWithTheirNames() {
    List<Element> tiles = page.select("#captions .tile");
    assertThat(tiles).hasSize(8);
    long right =
        tiles.stream()
            .filter(tile -> tile.text().contains("trained on"))
            .filter(
                tile ->
                    tile.select(".said")
                        .text()
                        .contains(tile.select("img").attr("alt").replaceFirst(",.*", "")))
            .count();
    assertThat(right).isGreaterThanOrEqualTo(3);
    assertThat(tiles).anyMatch(tile -> tile.text().contains("held out"));
  }

  @Test
  void scoresAndTimesAreNumbers() {
    assertThat(number("#scores", "FD-Lite0")).isPositive();
    assertThat(number("#scores", "PSNR (dB)")).isBetween(20.0, 50.0);
    assertThat(number("#scores", "SSIM")).isBetween(0.5, 1.0);
    assertThat(number("#times", "all")).isEqualTo(page.select("code").size()); // calls
  }

  @Test
  void otherSizesAreRefused() {
    assertThat(GalleryCommands.run(new GalleryCommand(), "--size=huge")).isEqualTo(2);
  }

  /** Second cell of the row of a name. */
  private static double number(String section, String name) {
    return page.select(section + " tr").stream()
        .filter(row -> row.child(0).text().equals(name))
        .mapToDouble(row -> Double.parseDouble(row.child(1).text()))
        .findFirst()
        .orElseThrow();
  }

  private static void keeps(String before, String maskName, String after) {
    Picture given = named(before);
    Picture mask = named(maskName);
    Picture result = named(after);
    boolean changed = false;
    for (int i = 0; i < given.rgb().length; i++) {
      if (mask.rgb()[i] == 0) {
        assertThat(result.rgb()[i]).isEqualTo(given.rgb()[i]);
      } else {
        changed |= result.rgb()[i] != given.rgb()[i];
      }
    }
    assertThat(changed).isTrue();
  }

  private static Picture named(String alternative) {
    return page.select("img").stream()
        .filter(image -> image.attr("alt").equals(alternative))
        .map(GalleryTest::picture)
        .findFirst()
        .orElseThrow();
  }

  private static Picture picture(Element image) {
    byte[] png = Base64.getDecoder().decode(image.attr("src").substring(DATA.length()));
    return Picture.read(png, image.attr("alt"));
  }
}

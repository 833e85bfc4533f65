package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gallery page of the shipped model, drawn in one step an entity. */
class GalleryTest {
  private static final Pattern IMAGE = Pattern.compile("<img src=\"([^\"]+)\"");

  @TempDir private static Path folder;

  @BeforeAll
  static void draw() {
    assertThat(gallery()).isZero();
  }

  @Test
  void everyPictureIsThereAndHasACaption() throws IOException {
    String page = Files.readString(folder.resolve("index.html"));
    List<String> images = IMAGE.matcher(page).results().map(match -> match.group(1)).toList();
    assertThat(images).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    for (String image : images) {
      assertThat(Picture.read(folder.resolve(image)).width()).as(image).isPositive();
    }
    Matcher figures = Pattern.compile("(?s)<figure.*?</figure>").matcher(page);
    assertThat(figures.results().toList())
        .hasSizeGreaterThan(15)
        .allMatch(figure -> figure.group().contains("<figcaption>"));
    assertThat(page)
        .contains("sprout generate &quot;red apple&quot; ", "--mask mask.png")
        .doesNotContain(folder.toString(), "http");
  }

  @Test
  void pixelsUnderBlackAreThoseOfTheGivenPicture() {
    keeps("given.png", "mask.png", "inpainted.png");
    keeps("middle.png", "around.png", "outpainted.png");
  }

  @Test
  void aFolderWithSomethingInItIsRefused() {
    assertThat(gallery()).isEqualTo(1);
  }

  private static int gallery() {
    return GalleryCommands.run(
        new GalleryCommand(), "--model=../models/emoji", "--steps=1", "--out=" + folder);
  }

  private static void keeps(String givenFile, String maskFile, String resultFile) {
    Picture given = Picture.read(folder.resolve(givenFile));
    Picture mask = Picture.read(folder.resolve(maskFile));
    Picture result = Picture.read(folder.resolve(resultFile));
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
}

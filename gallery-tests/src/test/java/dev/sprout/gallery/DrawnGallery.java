package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** The gallery page, drawn once for all tests. */
final class DrawnGallery {
  private static final Path FOLDER = Path.of("target/gallery");
  private static boolean isDrawn;

  private DrawnGallery() {}

  /** The page, drawn by the first test that asks for it. */
  static synchronized Path page() {
    if (!isDrawn) {
      int code = GalleryCommands.run(new GalleryCommand(), "--out=" + FOLDER);
      assertThat(code).isZero();
      isDrawn = true;
    }
    Path page = FOLDER.resolve("index.html").toAbsolutePath();
    assertThat(Files.exists(page)).isTrue();
    return page;
  }
}

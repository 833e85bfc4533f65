package dev.sprout.gallery;

import dev.sprout.core.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** HTML page of the pictures beside it. Not thread-safe. */
final class GalleryPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
      <style>
      body { font: 16px/1.4 sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1em }
      section { display: flex; flex-wrap: wrap; gap: 1.5em; align-items: flex-end }
      figure { margin: 0; min-width: 14em }
      img { max-width: 100%%; vertical-align: top }
      figcaption { font: 12px/1.4 monospace; width: 0; min-width: 100%%; overflow-wrap: anywhere }
      </style>
      <h1>%s</h1>
      %s</section>
      </html>
      """;

  private final String title;
  private final StringBuilder body = new StringBuilder();

  /** Creates an empty page. */
  GalleryPage(String title) {
    this.title = title;
  }

  /** Starts a section. */
  void section(String heading, String note) {
    body.append(body.isEmpty() ? "" : "</section>\n")
        .append("<h2>%s</h2>\n<p>%s</p>\n<section>\n".formatted(escaped(heading), escaped(note)));
  }

  /** Adds a picture. */
  void picture(String file, String caption) {
    figure(img(file), caption);
  }

  /** Adds pictures that belong together, row by row. */
  void pictures(List<List<String>> rows, String caption) {
    String images =
        rows.stream()
            .map(row -> row.stream().map(GalleryPage::img).collect(Collectors.joining()))
            .collect(Collectors.joining("<br>\n"));
    figure(images, caption);
  }

  /** Writes the file atomically. */
  void write(Path file) {
    String name = escaped(title);
    byte[] html = PAGE.formatted(name, name, body).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(html));
  }

  private void figure(String images, String caption) {
    body.append("<figure>\n%s\n".formatted(images))
        .append("<figcaption>%s</figcaption>\n</figure>\n".formatted(escaped(caption)));
  }

  private static String img(String file) {
    return "<img src=\"%s\" alt=\"\">".formatted(escaped(file));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

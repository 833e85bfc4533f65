package dev.sprout.gallery.page;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What sections are made of: pictures with labels, in rows, above the calls that drew them. */
final class Figures {
  private Figures() {}

  /** A picture whose bytes are part of the page. */
  static Html picture(Path png, String alternative) {
    Picture picture = Picture.read(png);
    return Html.empty(
        "img",
        Map.of(
            "alt",
            alternative,
            "width",
            String.valueOf(picture.width()),
            "height",
            String.valueOf(picture.height()),
            "src",
            "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(png))));
  }

  /** A picture above its label, which may be empty. */
  static Html tile(Path png, String alternative, String label) {
    Html picture = picture(png, alternative);
    return label.isEmpty()
        ? Html.styled("div", "tile", picture)
        : Html.styled("div", "tile", picture, Html.styled("span", "label", Html.text(label)));
  }

  /**
   * Tiles in rows.
   *
   * @param columns 2, 3, 4, 6 or 8; half as many on a phone from 6 on
   */
  static Html row(int columns, List<Html> tiles) {
    return Html.styled("div", "row of-" + columns, Html.of(tiles));
  }

  /**
   * Figures beside each other.
   *
   * @param columns 2, 3 or 4 on a wide screen, one on a phone
   */
  static Html side(int columns, List<Html> figures) {
    return Html.styled("div", "side by-" + columns, Html.of(figures));
  }

  /** A figure with a caption in words, which may be empty, and the calls that made it. */
  static Html figure(Html content, String caption, Workshop.Done... calls) {
    return figure(content, caption, List.of(calls));
  }

  /** A figure; see {@link #figure(Html, String, Workshop.Done...)}. */
  static Html figure(Html content, String caption, List<Workshop.Done> calls) {
    List<Html> lines = new ArrayList<>();
    if (!caption.isEmpty()) {
      lines.add(Html.tag("p", Html.text(caption)));
    }
    calls.forEach(done -> lines.add(call(done)));
    Html below = lines.isEmpty() ? Html.text("") : Html.tag("figcaption", Html.of(lines));
    return Html.tag("figure", content, below);
  }

  /** A call as typed, with its time. */
  static Html call(Workshop.Done done) {
    List<Html> words = new ArrayList<>();
    for (String word : done.call().toString().split(" ", -1)) {
      words.add(
          word.startsWith("-")
              ? Html.styled("span", "option", Html.text(word))
              : Html.text(word + " "));
    }
    return Html.styled(
        "div",
        "call",
        Html.tag("code", Html.of(words)),
        Html.styled("span", "time", Html.text(seconds(done.seconds()))));
  }

  /** Calls of a whole section. */
  static Html calls(List<Workshop.Done> calls) {
    return Html.styled("div", "calls", Html.of(calls.stream().map(Figures::call).toList()));
  }

  /** A table; the first row holds headings, and numbers stand right from the second column on. */
  static Html table(List<List<String>> rows) {
    List<Html> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String cell = i == 0 ? "th" : "td";
      List<Html> cells =
          rows.get(i).stream().map(value -> Html.tag(cell, Html.text(value))).toList();
      lines.add(Html.tag("tr", Html.of(cells)));
    }
    return Html.tag("table", Html.of(lines));
  }

  /** A time such as 2.4 s. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
  }
}

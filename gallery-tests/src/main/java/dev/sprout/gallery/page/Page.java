package dev.sprout.gallery.page;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTML page: style sheet, table of contents, sections. Not thread-safe. */
final class Page {
  private static final String STYLES = "gallery.css";

  private final List<Html> links = new ArrayList<>();
  private final List<Html> sections = new ArrayList<>();

  /** Adds a section at the end. */
  void add(Section section, Html content) {
    String id = section.title().toLowerCase(Locale.ROOT).replace(' ', '-');
    links.add(Html.tag("a", Map.of("href", "#" + id), Html.text(section.title())));
    sections.add(
        Html.tag(
            "section",
            Map.of("id", id),
            Html.tag("h2", Html.text(section.title())),
            Html.styled("p", "lead", Html.text(section.lead())),
            content));
  }

  /** Writes the file atomically. */
  void write(Path file) {
    byte[] html = ("<!DOCTYPE html>\n" + html().markup()).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(html));
  }

  private Html html() {
    return Html.tag("html", Map.of("lang", "en"), head(), body());
  }

  private static Html head() {
    String fits = "width=device-width, initial-scale=1";
    return Html.tag(
        "head",
        Html.empty("meta", Map.of("charset", "utf-8")),
        Html.empty("meta", Map.of("name", "viewport", "content", fits)),
        Html.empty("meta", Map.of("name", "color-scheme", "content", "light dark")),
        Html.tag("title", Html.text("Sprout: gallery")),
        Html.tag("style", new Html(styles())));
  }

  private Html body() {
    String about =
        "A multimodal autoregressive image engine for the JVM. Every picture and number here was"
            + " made by the command that stands with it, by version %s on %s."
                .formatted(Version.current(), Machine.name());
    return Html.tag(
        "body",
        Html.tag(
            "header",
            Html.tag("h1", Html.text("Sprout")),
            Html.styled("p", "lead", Html.text(about)),
            Html.tag("nav", Html.of(links))),
        Html.tag("main", Html.of(sections)));
  }

  private static String styles() {
    try (InputStream in = Page.class.getResourceAsStream(STYLES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

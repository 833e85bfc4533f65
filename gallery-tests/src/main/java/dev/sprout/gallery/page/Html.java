package dev.sprout.gallery.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Piece of a page. Texts and attributes are escaped here and nowhere else. Immutable.
 *
 * @param markup HTML of whole elements and escaped texts
 */
record Html(String markup) {

  /** A text as it is to be read. */
  static Html text(String text) {
    return new Html(escaped(text));
  }

  /** Pieces one after the other. */
  static Html of(List<Html> parts) {
    return new Html(parts.stream().map(Html::markup).collect(Collectors.joining()));
  }

  /** An element without attributes. */
  static Html tag(String name, Html... children) {
    return tag(name, Map.of(), children);
  }

  /** An element of a style class. */
  static Html styled(String name, String styleClass, Html... children) {
    return tag(name, Map.of("class", styleClass), children);
  }

  /** An element; attributes are written in alphabetical order. */
  static Html tag(String name, Map<String, String> attributes, Html... children) {
    String inside = Stream.of(children).map(Html::markup).collect(Collectors.joining());
    return new Html("%s%s</%s>\n".formatted(start(name, attributes), inside, name));
  }

  /** An element that has no content and no end. */
  static Html empty(String name, Map<String, String> attributes) {
    return new Html(start(name, attributes));
  }

  private static String start(String name, Map<String, String> attributes) {
    return new TreeMap<>(attributes)
        .entrySet().stream()
            .map(each -> " %s=\"%s\"".formatted(each.getKey(), escaped(each.getValue())))
            .collect(Collectors.joining("", "<" + name, ">"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

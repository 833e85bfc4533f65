package dev.sprout.tools.emoji;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Picture set in Iconify's JSON format: {@code icons.json} holds SVG bodies and aliases by icon
 * name, and {@code chars.json} holds icon names by code points. An icon is looked up by code points
 * first and by the slug of the concept's name second.
 */
final class IconifySet implements PictureSet {
  private final Style style;
  private final JsonObject set;
  private final Map<String, String> namesByKey = new HashMap<>();

  /** Creates a set from the contents of its two files. */
  IconifySet(Style style, JsonObject icons, JsonObject chars) {
    this.style = style;
    this.set = icons;
    chars.asMap().forEach((code, name) -> namesByKey.put(CodePoints.key(code), name.getAsString()));
  }

  @Override
  public Style style() {
    return style;
  }

  @Override
  public Painter painter() {
    return new SvgPainter();
  }

  @Override
  public Optional<byte[]> find(Concept concept) {
    String name = namesByKey.get(CodePoints.key(concept.code()));
    return icon(name == null ? Slug.of(concept.name()) : name)
        .map(icon -> svg(icon).getBytes(StandardCharsets.UTF_8));
  }

  private Optional<JsonObject> icon(String name) {
    JsonObject alias = set.getAsJsonObject("aliases").getAsJsonObject(name);
    String target = alias == null ? name : alias.get("parent").getAsString();
    return Optional.ofNullable(set.getAsJsonObject("icons").getAsJsonObject(target));
  }

  private String svg(JsonObject icon) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
        viewBox="%d %d %d %d">%s</svg>"""
        .formatted(
            number(icon, "left", 0),
            number(icon, "top", 0),
            number(icon, "width", 16),
            number(icon, "height", 16),
            icon.get("body").getAsString());
  }

  // An icon's own size, else the set's, else Iconify's default.
  private int number(JsonObject icon, String key, int otherwise) {
    JsonElement value = icon.has(key) ? icon.get(key) : set.get(key);
    return value == null ? otherwise : value.getAsInt();
  }
}

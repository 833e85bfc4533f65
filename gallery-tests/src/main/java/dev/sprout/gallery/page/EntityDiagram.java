package dev.sprout.gallery.page;

import dev.sprout.xar.entity.EntityLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Drawing of the order in which entities come: each position bears its entity's number. */
final class EntityDiagram {
  private static final int TOKEN = 20; // units of a token's side
  private static final int GAP = 8; // between grids
  private static final double FAINTEST = 0.1;
  private static final double DARK = 0.5; // opacity from which a label is light

  private final EntityLayout layout;
  private final int side; // of a grid
  private final boolean isScales;

  private EntityDiagram(EntityLayout layout, int tokens) {
    this.layout = layout;
    this.side = tokens * TOKEN;
    this.isScales = layout.positions() > tokens * tokens;
  }

  /**
   * One grid, or a grid an entity where they are maps of the whole picture at several scales.
   *
   * @param tokens rows and columns of the layout's tokens
   */
  static Html of(EntityLayout layout, int tokens) {
    return new EntityDiagram(layout, tokens).drawing();
  }

  private Html drawing() {
    int grids = isScales ? layout.entities() : 1;
    List<Html> squares = new ArrayList<>();
    for (int entity = 0; entity < layout.entities(); entity++) {
      for (int i = 0; i < layout.size(entity); i++) {
        squares.add(square(entity, layout.begin(entity) + i));
      }
    }
    int width = grids * (side + GAP) - GAP;
    return Html.tag(
        "svg",
        Map.of(
            "viewBox", "0 0 %d %d".formatted(width, side),
            "class", "order",
            "role", "img",
            "aria-label", "order of the tokens"),
        Html.of(squares));
  }

  /** A position around its mean row and column; the later, the stronger its colour. */
  private Html square(int entity, int position) {
    int left = isScales ? entity * (side + GAP) : 0;
    double breadth = isScales ? side / Math.sqrt(layout.size(entity)) : TOKEN;
    double x = left + (layout.column(position) + 0.5) * TOKEN;
    double y = (layout.row(position) + 0.5) * TOKEN;
    double opacity = FAINTEST + (1 - FAINTEST) * (entity + 1) / layout.entities();
    Html rectangle =
        Html.tag(
            "rect",
            Map.of(
                "x", number(x - breadth / 2 + 0.5),
                "y", number(y - breadth / 2 + 0.5),
                "width", number(breadth - 1),
                "height", number(breadth - 1),
                "rx", "2",
                "fill-opacity", number(opacity)));
    Html label =
        Html.tag(
            "text",
            Map.of("x", number(x), "y", number(y), "class", opacity > DARK ? "dark" : "light"),
            Html.text(String.valueOf(entity + 1)));
    return Html.of(List.of(rectangle, label));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

package dev.sprout.evaluation.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.plot.BarChart.Bar;
import dev.sprout.pictures.Picture;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {
  private static final Pattern POINT = Pattern.compile("[ML](\\S+?) ([^ML]+)");

  private static LineChart chart(boolean isLogarithmic, double... values) {
    double[] steps = new double[values.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i;
    }
    Line line = new Line("a", 0, Line.Look.LINE, steps, values, values.clone(), values.clone());
    return new LineChart("chart", "step", "value", isLogarithmic, List.of(line));
  }

  private static Document parsed(Chart... charts) {
    try {
      String svg = new Figure(List.of(charts)).svg();
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** Points of the longest path of a style. */
  private static List<double[]> points(Document document, String style) {
    List<double[]> points = new ArrayList<>();
    for (Element path : elements(document, "path")) {
      Matcher matcher = POINT.matcher(path.getAttribute("d"));
      List<double[]> own = new ArrayList<>();
      while (path.getAttribute("class").equals(style) && matcher.find()) {
        own.add(
            new double[] {
              Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))
            });
      }
      points = own.size() > points.size() ? own : points;
    }
    return points;
  }

  @Property(tries = 60)
  void everyValueHasItsPointInsideTheFrame(@ForAll @Size(min = 3, max = 40) double[] values) {
    for (String style : List.of("l0", "b0")) {
      List<double[]> points = points(parsed(chart(false, values)), style);
      assertThat(points).hasSize(style.equals("b0") ? 2 * values.length : values.length);
      for (double[] point : points) {
        assertThat(point[0]).isBetween((double) Frame.LEFT, (double) Frame.RIGHT);
        assertThat(point[1]).isBetween((double) Frame.TOP, (double) Frame.BOTTOM);
      }
    }
  }

  @Example
  void heightsAreProportional() {
    List<double[]> linear = points(parsed(chart(false, 1, 2, 4)), "l0");
    assertThat(linear.get(0)[1] - linear.get(2)[1])
        .isCloseTo(3 * (linear.get(0)[1] - linear.get(1)[1]), within(0.1));
    List<double[]> ratios = points(parsed(chart(true, 1, 2, 4)), "l0");
    assertThat(ratios.get(0)[1] - ratios.get(1)[1])
        .isCloseTo(ratios.get(1)[1] - ratios.get(2)[1], within(0.05));
  }

  @Property(tries = 60)
  void anyNamesMakeWellFormedXml(@ForAll String title, @ForAll String name) {
    Line line = Line.of(name, 3, Line.Look.POINTS, new double[] {1}, new double[] {2});
    Document document =
        parsed(
            new LineChart(title, name, title, false, List.of(line)),
            new BarChart(name, title, List.of(new Bar(name, -1, -2, 3))));
    assertThat(elements(document, "g")).hasSize(2);
  }

  @Example
  void textIsEscapedAndStaysReadable() {
    Document document =
        parsed(new BarChart("a <b> & \"c\"\u0007", "", List.of(new Bar("x", 1, 1, 1))));
    assertThat(elements(document, "text"))
        .anyMatch(text -> text.getTextContent().equals("a <b> & \"c\"\ufffd"));
  }

  @Example
  void barsBeginAtZero() {
    Document document =
        parsed(new BarChart("", "", List.of(new Bar("up", 4, 4, 4), new Bar("down", -2, -3, -1))));
    List<Element> bars =
        elements(document, "rect").stream()
            .filter(b -> b.getAttribute("class").equals("d0"))
            .toList();
    double up = Double.parseDouble(bars.get(0).getAttribute("height"));
    double down = Double.parseDouble(bars.get(1).getAttribute("height"));
    assertThat(up).isCloseTo(2 * down, within(0.05));
    assertThat(Double.parseDouble(bars.get(0).getAttribute("y")) + up)
        .isCloseTo(Double.parseDouble(bars.get(1).getAttribute("y")), within(0.02));
  }

  @Example
  void lightAndDarkAreInOneFileAndThePngIsLight() {
    Figure figure = new Figure(List.of(chart(false, 1, 2, 3)));
    assertThat(figure.svg())
        .contains("@media (prefers-color-scheme: dark)")
        .isEqualTo(new Figure(List.of(chart(false, 1, 2, 3))).svg());
    Picture png = figure.png();
    assertThat(png.width()).isEqualTo(2 * Chart.WIDTH);
    assertThat(png.at(0, 0, 0)).isEqualTo(255);
    boolean hasBlue = false;
    for (int i = 0; i < png.rgb().length; i += 3) {
      hasBlue |= (png.rgb()[i] & 0xff) < 60 && (png.rgb()[i + 2] & 0xff) > 140;
    }
    assertThat(hasBlue).isTrue();
  }

  @Example
  void moreNamesThanRoomAreCounted() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(
          Line.of("run number " + i, i, Line.Look.LINE, new double[] {0, 1}, new double[] {i, i}));
    }
    Document document = parsed(new LineChart("", "", "", false, lines));
    List<String> texts = elements(document, "text").stream().map(Element::getTextContent).toList();
    long named = texts.stream().filter(text -> text.startsWith("run number")).count();
    assertThat(texts).contains("and " + (40 - named) + " more");
    assertThat(named).isGreaterThan(4);
  }

  @Example
  void otherEndingsAreRefused() {
    assertThatThrownBy(() -> Figure.checkName("output", Path.of("a.jpg")))
        .isInstanceOf(UserError.class)
        .hasMessage("output is a.jpg; accepted is a file name ending in .svg or .png");
  }
}

package dev.sprout.evaluation.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.evaluation.plot.Axis.Tick;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class AxisTest {
  private static List<Double> values(Axis axis, int most) {
    return axis.ticks(most).stream().map(Tick::value).toList();
  }

  private static List<String> labels(Axis axis, int most) {
    return axis.ticks(most).stream().map(Tick::label).toList();
  }

  @Example
  void roundNumbersAsOneWouldChooseThem() {
    assertThat(labels(new Axis(0, 1, false), 6))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(new Axis(-3, 12, false), 4)).containsExactly("0", "5", "10");
    assertThat(labels(new Axis(0, 3e7, false), 4)).containsExactly("0", "1e7", "2e7", "3e7");
    assertThat(labels(new Axis(1.1e-5, 3.2e-5, false), 3)).containsExactly("2e-5", "3e-5");
    assertThat(labels(new Axis(0.0009, 1100, true), 7))
        .containsExactly("0.001", "0.01", "0.1", "1", "10", "100", "1000");
    assertThat(labels(new Axis(0.4, 12, true), 7)).containsExactly("0.5", "1", "2", "5", "10");
    assertThat(labels(new Axis(3.1, 3.9, true), 5)).containsExactly("3.2", "3.4", "3.6", "3.8");
  }

  /** With steps of 1, 2 and 5 the next coarser one has at least two fifths of the places. */
  @Property
  void linearTicksAreEquallySpacedInsideAndNeitherTooFewNorTooMany(
      @ForAll @Scale(9) @DoubleRange(min = -1e9, max = 1e9) double low,
      @ForAll @Scale(9) @DoubleRange(min = 1e-6, max = 1e9) double range,
      @ForAll @IntRange(min = 2, max = 12) int most) {
    Axis axis = new Axis(low, low + range, false);
    List<Double> ticks = values(axis, most);
    assertThat(ticks.size()).isBetween((int) Math.floor(0.4 * most) - 1, most);
    assertThat(ticks).allMatch(tick -> tick >= axis.low() && tick <= axis.high());
    for (int i = 2; i < ticks.size(); i++) {
      double step = ticks.get(1) - ticks.get(0);
      assertThat(ticks.get(i) - ticks.get(i - 1)).isCloseTo(step, within(1e-6 * step + 1e-6));
    }
  }

  @Property
  void labelsSayTheirValue(
      @ForAll @Scale(9) @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @Scale(9) @DoubleRange(min = 1e-3, max = 1e9) double range) {
    assertThat(new Axis(low, low + range, false).ticks(8))
        .allMatch(tick -> Double.parseDouble(tick.label()) == tick.value());
  }

  @Property
  void logarithmicPlacesAreEquallyFarForEqualRatios(
      @ForAll @Scale(9) @DoubleRange(min = 1e-9, max = 1e6) double low,
      @ForAll @Scale(9) @DoubleRange(min = 2, max = 1e9) double ratio) {
    Axis axis = new Axis(low, low * ratio, true);
    assertThat(axis.place(low * Math.sqrt(ratio))).isCloseTo(0.5, within(1e-9));
    assertThat(values(axis, 7)).hasSizeBetween(1, 7).isSorted();
    assertThat(values(axis, 7)).allMatch(tick -> tick >= axis.low() && tick <= axis.high());
  }

  @Property(tries = 300)
  void noValueIsOutside(@ForAll double one, @ForAll double other) {
    double least = Math.min(one, other);
    double greatest = Math.max(one, other);
    Axis axis = Axis.linear(least, greatest);
    assertThat(axis.place(least)).isBetween(0.0, 1.0);
    assertThat(axis.place(greatest)).isBetween(0.0, 1.0);
    assertThat(axis.ticks(7)).hasSizeLessThanOrEqualTo(7);
    if (least > 0) {
      Axis logarithmic = Axis.logarithmic(least, greatest);
      assertThat(logarithmic.place(least)).isBetween(0.0, 1.0);
      assertThat(logarithmic.place(greatest)).isBetween(0.0, 1.0);
      assertThat(logarithmic.ticks(7)).hasSizeLessThanOrEqualTo(7);
    }
  }
}

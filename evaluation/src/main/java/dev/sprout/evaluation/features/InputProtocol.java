package dev.sprout.evaluation.features;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.List;
import java.util.Locale;

/**
 * How a picture becomes a network's input: resized to a square, then (value − mean) / deviation of
 * each channel. Features are comparable only if they come of one protocol. Immutable.
 *
 * @param resize how pictures of other sizes are brought to the square
 * @param size side of the square in pixels, 1 to 4096
 * @param mean mean of red, green and blue, on the scale of bytes, 0 to 255
 * @param deviation their deviations, above 0, on the same scale
 */
public record InputProtocol(Resize resize, int size, List<Double> mean, List<Double> deviation) {
  private static final int LARGEST = 4096;

  /** Checks the ranges. */
  public InputProtocol {
    Require.present("resize", resize);
    Require.between("size", size, 1, LARGEST);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    checkChannels("mean", mean);
    checkChannels("deviation", deviation);
    deviation.forEach(each -> Require.positiveUpTo("deviation", each, Double.MAX_VALUE));
  }

  /** Protocol with one mean and deviation for all channels. */
  public static InputProtocol of(Resize resize, int size, double mean, double deviation) {
    return new InputProtocol(
        resize, size, List.of(mean, mean, mean), List.of(deviation, deviation, deviation));
  }

  private static void checkChannels(String field, List<Double> values) {
    if (values.size() != 3 || !values.stream().allMatch(Double::isFinite)) {
      throw UserError.invalid(field, values, "three finite numbers: red, green, blue");
    }
  }

  /** Numbers of a prepared picture: 3·size·size. */
  public int numbers() {
    return 3 * size * size;
  }

  /**
   * The network's input of one picture: planes [3, size, size].
   *
   * @throws UserError when the picture has another size and the protocol doesn't resize; the
   *     message begins with {@code shownName}
   */
  public float[] prepare(Picture picture, String shownName) {
    float[] planes = resize.planes(picture, size, shownName); // [3, S, S] in 0..255
    int area = size * size;
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) ((planes[i] - mean.get(i / area)) / deviation.get(i / area));
    }
    return planes;
  }

  /** The protocol in one line for reports, such as {@code bicubic to 224×224, (v − 127) / 128}. */
  @Override
  public String toString() {
    return "%s to %d×%d, (v − %s) / %s"
        .formatted(resize, size, size, plain(mean), plain(deviation));
  }

  private static String plain(List<Double> values) {
    List<String> each =
        values.stream()
            .map(v -> v == Math.rint(v) ? "%.0f".formatted(v) : String.format(Locale.ROOT, "%s", v))
            .distinct()
            .toList();
    return each.size() == 1 ? each.get(0) : values.toString();
  }
}

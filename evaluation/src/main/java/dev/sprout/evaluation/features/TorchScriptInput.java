package dev.sprout.evaluation.features;

import dev.sprout.core.Default;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a TorchScript program takes, from a JSON file beside it or from options.
 *
 * @param type numbers of the program's input
 * @param size side of the square pictures in pixels
 * @param mean of red, green and blue on the scale 0 to 1, subtracted from value/255; 0 for bytes
 * @param std deviations on the same scale, by which that is divided; 1 for bytes
 * @param resize how pictures of other sizes are brought to the square
 */
public record TorchScriptInput(
    @Default("\"float32\"") Type type,
    int size,
    @Default("[0, 0, 0]") List<Double> mean,
    @Default("[1, 1, 1]") List<Double> std,
    @Default("\"none\"") Resize resize) {

  /** Numbers of the input. */
  public enum Type {
    /** Bytes, 0 to 255; resized pictures are rounded. */
    UINT8,
    /** (value/255 − mean) / std. */
    FLOAT32;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  public TorchScriptInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (type == Type.UINT8 && !(allAre(mean, 0) && allAre(std, 1))) {
      throw UserError.badRequest(
          "the program takes uint8, which are not scaled; leave out mean and std, or give type"
              + " float32");
    }
  }

  /**
   * Reads a JSON file with keys {@code size}, {@code type}, {@code mean}, {@code std}, {@code
   * resize}, of which all but the first may be absent.
   */
  public static TorchScriptInput read(Path file) {
    return JsonFile.readRecord(file, TorchScriptInput.class, UserError.Kind.FAILED);
  }

  InputProtocol protocol() {
    return type == Type.UINT8
        ? InputProtocol.of(resize, size, 0, 1)
        : new InputProtocol(resize, size, onBytes(mean), onBytes(std));
  }

  private static boolean allAre(List<Double> values, double value) {
    return values.stream().allMatch(each -> each == value);
  }

  private static List<Double> onBytes(List<Double> values) {
    return values.stream().map(each -> 255 * each).toList();
  }
}

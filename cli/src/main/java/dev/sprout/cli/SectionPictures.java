package dev.sprout.cli;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import java.awt.Color;
import java.util.function.IntUnaryOperator;

/** Sections of volumes as pictures; every n-th voxel of large ones. */
final class SectionPictures {
  private final int step;

  /**
   * Pictures of a scale.
   *
   * @param step 1 for every voxel
   */
  SectionPictures(int step) {
    this.step = step;
  }

  /** Grey values: bytes as they are, others from the darkest to the brightest of the section. */
  Picture grey(Volume volume, Box section) {
    Block block = volume.read(section);
    float[] values = block.intensities();
    float least = 0;
    float greatest = 255;
    if (block.type().bytes() > 1) {
      least = Float.POSITIVE_INFINITY;
      greatest = Float.NEGATIVE_INFINITY;
      for (float value : values) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    float from = least;
    float range = Math.max(greatest - least, Float.MIN_NORMAL);
    return picture(section, i -> 0x10101 * byteOf((values[i] - from) / range));
  }

  /** Affinities along z, y and x as red, green and blue. */
  Picture affinities(Volume volume, Box section) {
    if (volume.channels() != 3) {
      throw UserError.unusable(
          "affinities", "%s has %d channels; give three", volume.name(), volume.channels());
    }
    float[] z = volume.read(0, section).intensities();
    float[] y = volume.read(1, section).intensities();
    float[] x = volume.read(2, section).intensities();
    return picture(section, i -> byteOf(z[i]) << 16 | byteOf(y[i]) << 8 | byteOf(x[i]));
  }

  /** A colour for each label, black for 0. */
  Picture labels(Volume volume, Box section) {
    long[] labels = volume.read(section).labels();
    return picture(section, i -> colour(labels[i]));
  }

  /** Bright colours from the scattered bits of a label. */
  private static int colour(long label) {
    if (label == 0) {
      return 0;
    }
    long mixed = RandomStream.mix(label);
    float hue = (mixed >>> 40) / (float) (1 << 24);
    float saturation = 0.45f + 0.5f * ((mixed >>> 20 & 0xfff) / 4095f);
    float brightness = 0.6f + 0.4f * ((mixed & 0xfff) / 4095f);
    return Color.HSBtoRGB(hue, saturation, brightness) & 0xffffff;
  }

  private static int byteOf(float unit) {
    return Math.round(255 * Math.max(0, Math.min(1, unit)));
  }

  private Picture picture(Box section, IntUnaryOperator rgb) {
    int width = (int) section.shape().x();
    int columns = (width - 1) / step + 1;
    int rows = ((int) section.shape().y() - 1) / step + 1;
    byte[] bytes = new byte[3 * columns * rows];
    for (int i = 0; i < columns * rows; i++) {
      int colour = rgb.applyAsInt(i / columns * step * width + i % columns * step);
      bytes[3 * i] = (byte) (colour >> 16);
      bytes[3 * i + 1] = (byte) (colour >> 8);
      bytes[3 * i + 2] = (byte) colour;
    }
    return new Picture(columns, rows, bytes);
  }
}

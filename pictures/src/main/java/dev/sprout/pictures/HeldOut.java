package dev.sprout.pictures;

import java.util.stream.IntStream;

/** Which pictures of a source are never trained on: those whose field {@code heldOut} is true. */
public final class HeldOut {
  private HeldOut() {}

  /** Indices to train on. */
  public static int[] trained(PictureSource source) {
    return IntStream.range(0, source.size()).filter(i -> !is(source, i)).toArray();
  }

  /** Indices never trained on. */
  public static int[] heldOut(PictureSource source) {
    return IntStream.range(0, source.size()).filter(i -> is(source, i)).toArray();
  }

  private static boolean is(PictureSource source, int index) {
    return Boolean.parseBoolean(source.example(index).field("heldOut"));
  }
}

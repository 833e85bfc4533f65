package dev.sprout.pictures;

import java.util.stream.IntStream;

/** Held-out split: pictures whose field {@code heldOut} is true are never trained on. */
public final class HeldOut {
  private HeldOut() {}

  /** Indices of training pictures. */
  public static int[] trained(PictureSource source) {
    return IntStream.range(0, source.size()).filter(i -> !is(source, i)).toArray();
  }

  /** Indices of held-out pictures. */
  public static int[] heldOut(PictureSource source) {
    return IntStream.range(0, source.size()).filter(i -> is(source, i)).toArray();
  }

  private static boolean is(PictureSource source, int index) {
    return Boolean.parseBoolean(source.example(index).field("heldOut"));
  }
}

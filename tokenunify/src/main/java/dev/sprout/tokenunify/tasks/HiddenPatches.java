package dev.sprout.tokenunify.tasks;

import dev.sprout.core.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which patches a pretraining task hides. */
final class HiddenPatches {
  private HiddenPatches() {}

  /** So many patches of all, without preference; a fraction of a patch is dropped. */
  static int[] random(int patches, double ratio, RandomStream random) {
    return Arrays.copyOf(random.permutation(patches), (int) Math.floor(patches * ratio));
  }

  /** How many patches stay at the beginning: one to all but one, each as likely. */
  static int prefixLength(int patches, RandomStream random) {
    return 1 + random.nextInt(patches - 1);
  }

  /** All patches behind a prefix. */
  static int[] after(int prefix, int patches) {
    return IntStream.range(prefix, patches).toArray();
  }
}

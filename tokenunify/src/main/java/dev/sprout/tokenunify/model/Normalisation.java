package dev.sprout.tokenunify.model;

import dev.sprout.core.UserError;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.ElementType;

/** Which intensities become 0 and 1 before a network sees them. */
public enum Normalisation {
  /** The least and the greatest of the volume, as in TokenUnify's pretraining. */
  MIN_MAX {
    @Override
    public GreyRange range(Volume volume, Box box) {
      return GreyRange.of(volume, box);
    }
  },
  /** The ends of the element type, 0 and 255 or 65535, as in TokenUnify's fine-tuning. */
  FULL_RANGE {
    @Override
    public GreyRange range(Volume volume, Box box) {
      if (volume.type() == ElementType.UINT8) {
        return new GreyRange(0, 255);
      } else if (volume.type() == ElementType.UINT16) {
        return new GreyRange(0, 65535);
      }
      throw UserError.unusable(
          "normalisation",
          "full-range is for uint8 and uint16; %s holds %s. Use min-max.",
          volume.name(),
          volume.type());
    }
  };

  /**
   * The two ends for a part of a volume, which is read slab by slab where they depend on it.
   *
   * @throws UserError when the part is of a single intensity, or has values that are no finite
   *     numbers
   */
  public abstract GreyRange range(Volume volume, Box box);
}

package dev.sprout.volumes.zarr;

import java.io.IOException;

/** Bytes that are no chunk of the announced form. */
final class DamagedChunk extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedChunk(String problem) {
    super(problem);
  }
}

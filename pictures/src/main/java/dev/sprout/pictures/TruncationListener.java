package dev.sprout.pictures;

import java.io.EOFException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Detection of truncated JPEG files, whose missing part the decoder fills with grey. */
final class TruncationListener implements IIOReadWarningListener {
  private String seen;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (warning.contains("Truncated") || warning.contains("Premature end")) {
      seen = warning;
    }
  }

  void check() throws EOFException {
    if (seen != null) {
      throw new EOFException(seen);
    }
  }
}

package dev.sprout.pictures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The picture formats that are read, told by their first bytes, never by the file's name. */
enum PictureFormat {
  PNG,
  JPEG,
  WEBP,
  BMP,
  GIF;

  /** For messages. */
  static final String ACCEPTED = "PNG, JPEG, WebP, BMP and GIF pictures are accepted";

  static Optional<PictureFormat> of(byte[] file) {
    String head = head(file, 16);
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    } else if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    return head.startsWith("BM") && file.length > 26 && !isText(file)
        ? Optional.of(BMP)
        : Optional.empty();
  }

  /** Whether a file name ends like a picture's. */
  static boolean matchesName(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.contains(".")
        && switch (ending) {
          case "png", "jpg", "jpeg", "webp", "bmp", "gif" -> true;
          default -> false;
        };
  }

  /** What a file that is no accepted picture seems to be, with its article. */
  static String describe(byte[] file) {
    String head = head(file, 16);
    if (file.length == 0) {
      return "an empty file";
    } else if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return "a TIFF picture";
    } else if (head.startsWith("ftyp", 4)) {
      return "an AVIF or HEIC picture or a video";
    } else if (head.startsWith("%PDF")) {
      return "a PDF document";
    } else if (head.startsWith("PK\u0003\u0004")) {
      return "a ZIP archive";
    }
    return isText(file) ? "a text file" : "no picture";
  }

  private static String head(byte[] file, int most) {
    return new String(file, 0, Math.min(most, file.length), StandardCharsets.ISO_8859_1);
  }

  private static boolean isText(byte[] file) {
    String start =
        new String(Arrays.copyOf(file, Math.min(512, file.length)), StandardCharsets.UTF_8);
    return start.chars().noneMatch(c -> (c < ' ' && "\n\r\t\f".indexOf(c) < 0) || c == 0x7f);
  }
}

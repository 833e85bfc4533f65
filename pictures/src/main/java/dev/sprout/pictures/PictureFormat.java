package dev.sprout.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Readable picture formats, recognised by first bytes, never by file name. */
enum PictureFormat {
  PNG,
  JPEG,
  WEBP,
  BMP,
  GIF,
  TIFF;

  /** List of formats in messages. */
  static final String ACCEPTED = "PNG, JPEG, WebP, BMP, GIF and TIFF pictures are accepted";

  private static final int HEAD = 512; // bytes by which formats are recognised

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
    } else if (head.matches("(?s)(II[*+]\0|MM\0[*+]).*")) {
      return Optional.of(TIFF);
    }
    return head.startsWith("BM") && file.length > 26 && !isText(file)
        ? Optional.of(BMP)
        : Optional.empty();
  }

  /** Whether a file name has the extension of a readable format. */
  static boolean matchesName(String name) {
    return switch (ending(name)) {
      case "png", "apng" -> true;
      case "jpg", "jpeg", "jpe", "jfif", "jif", "pjpeg", "pjp" -> true;
      case "webp", "bmp", "dib", "gif", "tif", "tiff" -> true;
      default -> false;
    };
  }

  /** Whether a file name has the extension of a picture format that is not read. */
  static boolean matchesUnreadName(String name) {
    return switch (ending(name)) {
      case "avif", "avifs", "heic", "heif", "hif", "jxl", "jp2", "j2k", "jpx", "qoi" -> true;
      case "svg", "svgz", "eps", "psd", "xcf", "ico", "tga", "exr", "hdr", "dds" -> true;
      case "pbm", "pgm", "ppm", "pnm", "pam", "pcx", "cr2", "cr3", "nef", "arw", "dng" -> true;
      default -> false;
    };
  }

  /** Whether a file is a picture by its first bytes. */
  static boolean matchesContent(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD)).isPresent();
    } catch (IOException e) {
      throw FileRange.unreadable(file, e);
    }
  }

  /** The extension of a file name, in lower case, without the dot. */
  static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Kind of an unreadable file in words, with its article. */
  static String describe(byte[] file) {
    String head = head(file, 16);
    if (file.length == 0) {
      return "an empty file";
    } else if (head.startsWith("ftypavi", 4)) {
      return "an AVIF picture";
    } else if (head.startsWith("ftyp", 4)) {
      return "a HEIC picture or a video";
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
        new String(Arrays.copyOf(file, Math.min(HEAD, file.length)), StandardCharsets.UTF_8);
    return start.chars().noneMatch(c -> (c < ' ' && "\n\r\t\f".indexOf(c) < 0) || c == 0x7f);
  }
}

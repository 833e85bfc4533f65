package dev.sprout.server.http;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import java.util.Base64;

/** Pictures within requests: data URLs alone, as a server that fetches addresses is a hole. */
public final class DataUrl {
  private static final String START = "data:image/";
  private static final String BASE64 = ";base64,";
  private static final int SHOWN = 40;

  private DataUrl() {}

  /** Whether a text begins as a data URL of a picture. */
  public static boolean isOne(String text) {
    return text.startsWith(START);
  }

  /** A PNG file as a data URL. */
  public static String ofPng(byte[] png) {
    return START + "png" + BASE64 + base64(png);
  }

  /** A file in base64. */
  public static String base64(byte[] file) {
    return Base64.getEncoder().encodeToString(file);
  }

  /**
   * Checks that a text begins as a data URL of a picture, which is not read.
   *
   * @param field of the request
   * @throws Refusal when it is an address elsewhere, or anything else
   */
  public static void require(String field, String url) {
    if (!isOne(url) || !url.contains(BASE64)) {
      throw Refusal.bad(
          field,
          "is %s; accepted is a data URL, as data:image/png;base64,...: this server fetches"
              + " nothing",
          url.length() > SHOWN ? url.substring(0, SHOWN) + "..." : url);
    }
  }

  /**
   * Reads a picture.
   *
   * @param field of the request
   * @throws Refusal when it is no data URL, or no picture, or has too many pixels
   */
  public static Picture read(String field, String url, Limits limits) {
    require(field, url);
    int data = url.indexOf(BASE64);
    try {
      byte[] file = Base64.getMimeDecoder().decode(url.substring(data + BASE64.length()));
      return picture(field, file, limits);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad(field, "is no base64: %s", e.getMessage());
    }
  }

  /** Reads a picture's file; see {@link #read}. */
  public static Picture picture(String field, byte[] file, Limits limits) {
    try {
      return Picture.read(file, field, limits.pixels());
    } catch (UserError e) {
      throw Refusal.bad(field, "%s", without(field, e));
    }
  }

  /** The message of a reader without the name of the file that it begins with. */
  static String without(String field, UserError e) {
    String message = e.getMessage();
    return message.startsWith(field) ? message.substring(field.length()).strip() : message;
  }
}

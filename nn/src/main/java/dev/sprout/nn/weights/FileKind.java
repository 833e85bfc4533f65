package dev.sprout.nn.weights;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Kind of a weight file, recognised by its first bytes, not its name. */
enum FileKind {
  SAFETENSORS("a safetensors file", "Fetch or convert it again."),
  TORCH("a PyTorch checkpoint", "Save the weights alone, or convert them to safetensors."),
  NUMPY("a NumPy file", "Fetch or write it again."),
  UNKNOWN("a weight file", "Accepted are safetensors files and PyTorch checkpoints.");

  private static final int PREFIX = 32;
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final String title;
  private final String advice;

  FileKind(String title, String advice) {
    this.title = title;
    this.advice = advice;
  }

  /** The kind with its article, for the middle of a sentence. */
  String title() {
    return title;
  }

  /** Message about a file of an unexpected kind. */
  UserError refusal(Path file, Malformed cause) {
    return UserError.failure(cause, "%s: %s. %s", file, cause.getMessage(), advice);
  }

  /**
   * Recognises safetensors files and PyTorch checkpoints.
   *
   * @throws dev.sprout.core.UserError when it is neither, naming other well-known kinds
   */
  static FileKind of(Path file) {
    return FileBytes.open(
        file,
        UNKNOWN,
        bytes -> {
          try (bytes) {
            return recognise(bytes);
          }
        });
  }

  private static FileKind recognise(ByteSource bytes) throws IOException, Malformed {
    byte[] start = bytes.bytes(0, (int) Math.min(PREFIX, bytes.size())).array();
    if (start.length > Long.BYTES && start[Long.BYTES] == '{') {
      return SAFETENSORS;
    }
    if (startsWith(start, ZIP) || PlainTorchFile.matches(bytes)) {
      return TORCH;
    }
    throw new Malformed("%s", describe(start));
  }

  private static String describe(byte[] start) {
    if (startsWith(start, ascii("version https://git-lfs"))) {
      return "it is only a pointer to a Git LFS file; fetch the content with 'git lfs pull'";
    }
    if (startsWith(start, ascii("<!")) || startsWith(start, ascii("<html"))) {
      return "it is a web page, perhaps the answer to a failed download; fetch the file itself";
    }
    return start.length == 0 ? "it is empty" : "its first bytes are of neither kind";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}

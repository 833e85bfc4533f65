package dev.sprout.nn.weights;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Hash of files' contents. */
public final class FileHash {
  private static final int DIGITS = 16;

  private FileHash() {}

  /**
   * First 16 hexadecimal digits of the SHA-256 of concatenated files.
   *
   * @throws UserError when one can't be read
   */
  public static String of(Path... files) {
    return digest(files).substring(0, DIGITS);
  }

  /**
   * The SHA-256 of a file in 64 hexadecimal digits, as {@code sha256sum} prints it.
   *
   * @throws UserError when it can't be read
   */
  public static String whole(Path file) {
    return digest(file);
  }

  private static String digest(Path... files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        add(file, digest);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts computing a hash in the background; errors are thrown when it is read. */
  public static Supplier<String> inBackground(Supplier<List<Path>> files) {
    CompletableFuture<String> hash =
        CompletableFuture.supplyAsync(() -> of(files.get().toArray(Path[]::new)));
    return () -> {
      try {
        return hash.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof UserError error) {
          throw error;
        }
        throw e;
      }
    };
  }

  private static void add(Path file, MessageDigest digest) {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
  }
}

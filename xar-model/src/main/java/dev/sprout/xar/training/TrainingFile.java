package dev.sprout.xar.training;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.sprout.nn.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the JSON configuration of a training run. */
final class TrainingFile {
  private static final long LARGEST = 1L << 20;

  private TrainingFile() {}

  static <T> T read(Path file, Class<T> type) {
    try {
      if (!Files.isRegularFile(file)) {
        throw UserError.usage("--config %s is not a file; see the examples in configs/", file);
      }
      if (Files.size(file) > LARGEST) {
        throw UserError.usage("--config %s is larger than %d bytes", file, LARGEST);
      }
      T config = new Gson().fromJson(Files.readString(file), type);
      if (config == null) {
        throw UserError.usage("--config %s is empty", file);
      }
      return config;
    } catch (IOException | JsonParseException e) {
      throw UserError.usage("--config %s can't be read: %s", file, e.getMessage());
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UserError error) {
          throw error;
        }
      }
      throw UserError.usage("--config %s can't be read: %s", file, e.getMessage());
    }
  }
}

package dev.sprout.spark;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;

/** The jar of these jobs and those of folder {@code lib} beside it, for executors to load. */
final class SproutJars {
  private SproutJars() {}

  /**
   * Sends them to the executors.
   *
   * @throws UserError when they can't be found
   */
  static void add(SparkContext context) {
    Path jar = own();
    Path folder = jar.resolveSibling("lib");
    if (!Files.isDirectory(folder)) {
      throw UserError.failure(
          "%s has no folder lib beside it, which executors need; mvn -Pspark -pl spark -am package"
              + " makes both",
          jar);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      Stream.concat(Stream.of(jar), jars.stream())
          .filter(each -> !context.listJars().exists(url -> url.endsWith("/" + name(each))))
          .forEach(each -> context.addJar(each.toString()));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, e.getMessage());
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Path own() {
    try {
      return Path.of(SproutJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

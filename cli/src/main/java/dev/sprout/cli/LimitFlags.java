package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.server.http.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Ceilings of a server's requests. */
final class LimitFlags {
  private static final int MEBIBYTE = 1 << 20;
  private static final int MOST_MEBIBYTES = 1024;
  private static final int MOST_PICTURES = 10_000;
  private static final int MOST_SECONDS = 86_400;

  @Option(
      names = "--max-body",
      defaultValue = "32",
      paramLabel = "MIB",
      description = "Largest body of a request in MiB, 1 to 1024 (default ${DEFAULT-VALUE}).")
  private int body;

  @Option(
      names = "--max-pixels",
      defaultValue = "16000000",
      paramLabel = "N",
      description =
          "Most pixels of an uploaded picture, or of all that one request embeds (default"
              + " ${DEFAULT-VALUE}).")
  private long pixels;

  @Option(
      names = "--max-prompt",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Longest text in characters (default ${DEFAULT-VALUE}).")
  private int prompt;

  @Option(
      names = "--max-count",
      defaultValue = "16",
      paramLabel = "N",
      description = "Most pictures of a request, 1 to 10000 (default ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--max-candidates",
      defaultValue = "16",
      paramLabel = "N",
      description =
          "Most id sequences sampled for a picture of a prompt, 4 to 64 (default"
              + " ${DEFAULT-VALUE}).")
  private int candidates;

  @Option(
      names = "--max-steps",
      defaultValue = "200",
      paramLabel = "N",
      description = "Most solver steps per entity (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--max-waiting",
      defaultValue = "64",
      paramLabel = "N",
      description = "Most jobs of a model that wait or are drawn (default ${DEFAULT-VALUE}).")
  private int waiting;

  @Option(
      names = "--deadline",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "Time after which a job is given up (default ${DEFAULT-VALUE}).")
  private int deadline;

  @Option(
      names = "--patience",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description =
          "Longest silence of a client that sends or receives (default ${DEFAULT-VALUE}).")
  private int patience;

  /** The ceilings, checked. */
  Limits get() {
    Require.between("maxBody", body, 1, MOST_MEBIBYTES);
    Require.between("maxCount", count, 1, MOST_PICTURES);
    Require.between("deadline", deadline, 1, MOST_SECONDS);
    Require.between("patience", patience, 1, MOST_SECONDS);
    return new Limits(
        (int) Math.min(Integer.MAX_VALUE - 8L, (long) body * MEBIBYTE),
        pixels,
        prompt,
        count,
        candidates,
        steps,
        waiting,
        Duration.ofSeconds(deadline),
        Duration.ofSeconds(patience));
  }
}

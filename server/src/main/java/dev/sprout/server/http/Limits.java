package dev.sprout.server.http;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.CandidateOptions;
import java.time.Duration;

/**
 * Ceilings of a server, which no request can raise. Immutable.
 *
 * @param bodyBytes largest body of a request
 * @param pixels most pixels of an uploaded picture, and of all pictures that one request embeds
 * @param promptLength longest text, in characters
 * @param count most pictures of a request
 * @param candidates most id sequences sampled for a picture
 * @param steps most solver steps per entity
 * @param waiting most jobs of a model that wait or are drawn
 * @param deadline after which a job is cancelled, from its arrival
 * @param patience longest silence of a client while it sends or receives
 */
public record Limits(
    int bodyBytes,
    long pixels,
    int promptLength,
    int count,
    int candidates,
    int steps,
    int waiting,
    Duration deadline,
    Duration patience) {
  private static final int LEAST_BODY = 1024;

  /**
   * Usual ceilings: 32 MiB, 16 megapixels, 2,000 characters, 16 pictures of 16 candidates, 200
   * steps, 64 jobs.
   */
  public static final Limits USUAL =
      new Limits(
          32 << 20,
          16_000_000,
          2000,
          16,
          16,
          200,
          64,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30));

  /** Checks the ranges. */
  public Limits {
    Require.atLeast("maxBody", bodyBytes, LEAST_BODY);
    Require.positive("maxPixels", pixels);
    Require.positive("maxPrompt", promptLength);
    Require.positive("maxCount", count);
    Require.between(
        "maxCandidates", candidates, CandidateOptions.DEFAULT.candidates(), CandidateOptions.MOST);
    Require.positive("maxSteps", steps);
    Require.positive("maxWaiting", waiting);
    Require.positive("deadline", deadline.toMillis());
    Require.positive("patience", patience.toMillis());
  }

  /**
   * Checks the length of a text.
   *
   * @throws UserError naming the field
   */
  public void checkText(String field, String text) {
    if (text.length() > promptLength) {
      throw UserError.unusable(
          field, "has %d characters; accepted are up to %d", text.length(), promptLength);
    }
  }
}

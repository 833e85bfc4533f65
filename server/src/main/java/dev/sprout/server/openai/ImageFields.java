package dev.sprout.server.openai;

import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.ImageEdit;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Subject;
import dev.sprout.server.http.Limits;
import dev.sprout.server.models.ServedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields of requests for pictures: OpenAI's, and Sprout's beside them.
 *
 * @param model name of a model, or null for the default
 * @param prompt what to draw
 * @param n pictures
 * @param size {@code auto} or the model's own
 * @param responseFormat {@code b64_json}, or {@code url} for a data URL
 * @param stream whether to answer with events
 * @param partialImages previews of each picture among the events, 0 to {@value #MOST_PREVIEWS}
 * @param outputFormat {@code png}
 * @param quality {@code auto}
 * @param background {@code auto} or {@code opaque}
 * @param moderation {@code auto} or {@code low}
 * @param inputFidelity {@code high} or {@code low}
 * @param user unused
 * @param seed of the first picture
 * @param style of the model
 * @param negative class that guidance steers away from
 * @param candidates id sequences sampled per picture
 * @param sampler name of a solver
 * @param steps per entity: one number, or one for each
 * @param guidance scale
 * @param guidanceSchedule {@code ramp} or {@code constant}
 * @param guidanceInterval two times
 * @param temperature of the noise
 * @param strength noise time that an edit starts from
 */
public record ImageFields(
    @Default("null") String model,
    @Default("null") String prompt,
    @Default("1") int n,
    @Default("\"auto\"") String size,
    @Default("\"b64_json\"") @SerializedName("response_format") String responseFormat,
    @Default("false") boolean stream,
    @Default("0") @SerializedName("partial_images") int partialImages,
    @Default("\"png\"") @SerializedName("output_format") String outputFormat,
    @Default("\"auto\"") String quality,
    @Default("\"auto\"") String background,
    @Default("\"auto\"") String moderation,
    @Default("\"high\"") @SerializedName("input_fidelity") String inputFidelity,
    @Default("null") String user,
    @Default("0") long seed,
    @Default("null") String style,
    @Default("null") String negative,
    @Default("null") Integer candidates,
    @Default("null") String sampler,
    @Default("null") JsonElement steps,
    @Default("null") Double guidance,
    @Default("null") @SerializedName("guidance_schedule") String guidanceSchedule,
    @Default("null") @SerializedName("guidance_interval") List<Double> guidanceInterval,
    @Default("null") Double temperature,
    @Default("null") Double strength) {
  /** Most previews of a picture, as OpenAI has them. */
  public static final int MOST_PREVIEWS = 3;

  /** Checks what neither a model nor a limit decides. */
  public ImageFields {
    Require.between("partialImages", partialImages, 0, MOST_PREVIEWS);
    require("responseFormat", responseFormat, "b64_json", "url");
    require("outputFormat", outputFormat, "png");
    require("quality", quality, "auto");
    require("background", background, "auto", "opaque");
    require("moderation", moderation, "auto", "low");
    require("inputFidelity", inputFidelity, "high", "low");
  }

  private static void require(String field, String given, String... accepted) {
    if (!List.of(accepted).contains(given)) {
      throw UserError.invalid(field, given, String.join(" or ", accepted));
    }
  }

  /**
   * The request of the engine.
   *
   * @param edit of a picture, or null
   * @throws UserError naming the field that the model or the limits don't accept
   */
  public GenerationRequest request(ServedModel served, Limits limits, ImageEdit edit) {
    int side = served.imageSize();
    String own = side + "x" + side;
    require("size", size, "auto", own);
    Require.between("n", n, 1, limits.count());
    limits.checkText("prompt", prompt == null ? "" : prompt);
    limits.checkText("negative", negative == null ? "" : negative); // looked up among all names
    if (candidates != null) {
      Require.between("candidates", candidates, 1, limits.candidates());
    }
    return new GenerationRequest(
        List.of(new Subject.Prompt(prompt)),
        n,
        seed,
        style,
        negative,
        candidates,
        sampling(served, limits),
        edit);
  }

  private SamplingChoices sampling(ServedModel served, Limits limits) {
    return new SamplingChoices(
        sampler, steps(served, limits), guidance, guidanceSchedule, guidanceInterval, temperature);
  }

  private List<Integer> steps(ServedModel served, Limits limits) {
    if (steps == null) {
      return served.usual(limits).steps();
    }
    List<Integer> all = new ArrayList<>();
    Iterable<JsonElement> given = steps.isJsonArray() ? steps.getAsJsonArray() : List.of(steps);
    for (JsonElement each : given) {
      all.add((int) Require.between("steps", whole(each), 1, limits.steps()));
    }
    return all;
  }

  private static long whole(JsonElement number) {
    try {
      return number.getAsBigDecimal().longValueExact();
    } catch (ArithmeticException
        | NumberFormatException
        | UnsupportedOperationException
        | IllegalStateException e) {
      throw UserError.invalid("steps", number, "a whole number, or a list of them");
    }
  }

  /** A copy with another prompt. */
  ImageFields withPrompt(String text) {
    return new ImageFields(
        model,
        text,
        n,
        size,
        responseFormat,
        stream,
        partialImages,
        outputFormat,
        quality,
        background,
        moderation,
        inputFidelity,
        user,
        seed,
        style,
        negative,
        candidates,
        sampler,
        steps,
        guidance,
        guidanceSchedule,
        guidanceInterval,
        temperature,
        strength);
  }
}

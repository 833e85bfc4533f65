package dev.sprout.server.natives;

import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Picture;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Body;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.DrawnPicture;
import dev.sprout.server.jobs.WorkJob;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pictures to ids and back, and to words: {@code /api/tokenize}, {@code detokenize}, {@code
 * caption}.
 */
public record TokenRoutes(ServedModels models, Limits limits) {
  /** Most hypotheses of a caption. */
  public static final int MOST_BEAMS = 64;

  /** A picture as a data URL. */
  public record PictureFields(@Default("null") String model, String image) {}

  /**
   * Ids to draw.
   *
   * @param ids 32, or for a generator with a prefix the first ones
   */
  public record IdFields(
      @Default("null") String model,
      List<Integer> ids,
      @Default("0") long seed,
      @Default("null") String style) {}

  /**
   * A picture to caption, or to answer a question about.
   *
   * @param prompt first words of the caption
   * @param question in place of a caption, or null
   */
  public record CaptionFields(
      @Default("null") String model,
      String image,
      @Default("\"\"") String prompt,
      @Default("8") int beams,
      @Default("null") String question) {
    /** Checks the ranges. */
    public CaptionFields {
      Require.between("beams", beams, 1, MOST_BEAMS);
    }
  }

  private record Ids(int... ids) {}

  private record Caption(String caption) {}

  private record Answer(String answer) {}

  private record Drawn(@SerializedName("b64_json") String base64, Map<String, String> parameters) {}

  /** Adds the routes. */
  public void add(RoutesConfig routes) {
    routes.post("/api/tokenize", this::tokenize);
    routes.post("/api/detokenize", this::detokenize);
    routes.post("/api/caption", this::caption);
  }

  private void tokenize(Context http) throws InterruptedException {
    PictureFields fields = Body.json(http, PictureFields.class, limits);
    Picture image = DataUrl.read("image", fields.image(), limits);
    ServedModel model = models.find(fields.model());
    Answers.send(http, new Ids(work(model, sprout -> sprout.tokenize(List.of(image)).get(0))));
  }

  private void detokenize(Context http) throws InterruptedException {
    IdFields fields = Body.json(http, IdFields.class, limits);
    ServedModel model = models.find(fields.model());
    int[] ids = fields.ids().stream().mapToInt(Integer::intValue).toArray();
    GenerationRequest request =
        GenerationRequest.of(List.of(new Subject.Ids(ids)), fields.seed())
            .withStyle(fields.style())
            .withSampling(model.usual(limits));
    DrawingJob job = model.queue().add(new DrawingJob(model.name(), limits.deadline(), request, 0));
    DrawnPicture drawn = job.drawn().get(0);
    Answers.send(http, new Drawn(DataUrl.base64(drawn.png()), drawn.parameters()));
  }

  private void caption(Context http) throws InterruptedException {
    CaptionFields fields = Body.json(http, CaptionFields.class, limits);
    Picture image = DataUrl.read("image", fields.image(), limits);
    limits.checkText("prompt", fields.prompt());
    ServedModel model = models.find(fields.model());
    if (fields.question() == null) {
      List<Picture> one = List.of(image);
      Answers.send(
          http,
          new Caption(work(model, s -> s.captions(one, fields.prompt(), fields.beams()).get(0))));
    } else if (!fields.prompt().isEmpty()) {
      throw Refusal.bad("prompt", "is for captions; leave it out beside a question");
    } else {
      limits.checkText("question", fields.question());
      Answers.send(http, new Answer(work(model, s -> s.ask(image, fields.question()))));
    }
  }

  private <T> T work(ServedModel model, Function<Sprout, T> work) throws InterruptedException {
    return model.queue().add(new WorkJob<>(model.name(), limits.deadline(), work)).result();
  }
}

package dev.sprout.server.openai;

import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.ImageEdit;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Picture;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Body;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.Form;
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

/** Pictures: {@code /v1/images/generations}, {@code edits}, {@code variations}. */
public record ImagesRoutes(ServedModels models, Limits limits) {

  /** A picture as the answer lists it. */
  private record Listed(String b64Json, String url, Map<String, String> parameters) {
    static Listed of(DrawnPicture picture, boolean asUrl) {
      return new Listed(
          asUrl ? null : DataUrl.base64(picture.png()),
          asUrl ? DataUrl.ofPng(picture.png()) : null,
          picture.parameters());
    }
  }

  private record Listing(
      long created, String size, String outputFormat, long seed, List<Listed> data) {}

  /** Adds the routes. */
  public void add(RoutesConfig routes) {
    routes.post("/v1/images/generations", this::generate);
    routes.post("/v1/images/edits", this::edit);
    routes.post("/v1/images/variations", this::vary);
  }

  private void generate(Context http) throws InterruptedException {
    ImageFields fields = Body.json(http, ImageFields.class, limits);
    if (fields.strength() != null) {
      throw Refusal.bad("strength", "is for edits; leave it out");
    }
    ServedModel model = models.find(fields.model());
    GenerationRequest request = fields.request(model, limits, null);
    answer(http, fields, model, request, "image_generation");
  }

  private void edit(Context http) throws InterruptedException {
    Form form = Form.read(http, Uploads.FIELDS, limits);
    ImageFields fields = form.read(ImageFields.class);
    ServedModel model = models.find(fields.model());
    Uploads uploads = new Uploads(form, limits);
    ImageEdit edit = uploads.edit(model.imageSize(), fields.strength());
    answer(http, fields, model, fields.request(model, limits, edit), "image_edit");
  }

  private void vary(Context http) throws InterruptedException {
    Form form = Form.read(http, Uploads.FIELDS, limits);
    ImageFields fields = form.read(ImageFields.class);
    ServedModel model = models.find(fields.model());
    if (fields.prompt() != null) {
      throw Refusal.bad("prompt", "is for edits; leave it out");
    }
    Picture image = new Uploads(form, limits).image();
    GenerationRequest checked =
        fields.withPrompt("a variation").request(model, limits, null); // before the model works
    int[] ids =
        model
            .queue()
            .add(
                new WorkJob<>(
                    model.name(),
                    limits.deadline(),
                    sprout -> sprout.tokenize(List.of(image)).get(0)))
            .result();
    GenerationRequest request =
        new GenerationRequest(
            List.of(new Subject.Ids(ids)),
            checked.count(),
            checked.seed(),
            checked.style(),
            checked.negative(),
            checked.candidates(),
            checked.sampling(),
            null);
    answer(http, fields, model, request, "image_generation");
  }

  private void answer(
      Context http, ImageFields fields, ServedModel model, GenerationRequest request, String kind)
      throws InterruptedException {
    int previews = fields.stream() ? fields.partialImages() : 0;
    DrawingJob job =
        model.queue().add(new DrawingJob(model.name(), limits.deadline(), request, previews));
    String size = model.imageSize() + "x" + model.imageSize();
    if (fields.stream()) {
      new ImageStream(http, job, kind, size).run();
      return;
    }
    List<DrawnPicture> drawn = job.drawn();
    if ("image/png".equals(http.header("Accept"))) {
      http.contentType("image/png").result(drawn.get(0).png());
      return;
    }
    boolean asUrl = fields.responseFormat().equals("url");
    Answers.send(
        http,
        new Listing(
            job.created().getEpochSecond(),
            size,
            "png",
            request.seed(),
            drawn.stream().map(each -> Listed.of(each, asUrl)).toList()));
  }
}

package dev.sprout.server.natives;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.ImageEdit;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Body;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.EventStream;
import dev.sprout.server.http.Form;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.JobEvent;
import dev.sprout.server.jobs.JobState;
import dev.sprout.server.jobs.JobWatch;
import dev.sprout.server.jobs.Progress;
import dev.sprout.server.jobs.Told;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import dev.sprout.server.openai.ImageFields;
import dev.sprout.server.openai.Uploads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drawings that a client comes back for: {@code /api/jobs}. Thread-safe. */
public final class JobRoutes {
  /** Jobs that are remembered; the oldest finished ones are forgotten. */
  private static final int REMEMBERED = 128;

  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final String LAST_SEEN = "Last-Event-ID";

  private final ServedModels models;
  private final Limits limits;
  private final Map<String, DrawingJob> jobs = new LinkedHashMap<>();

  /** A job as clients see it. */
  private record View(
      String id,
      String model,
      JobState state,
      Integer position,
      Progress progress,
      Double secondsLeft,
      int drawn,
      int count,
      String error,
      List<Drawn> pictures) {}

  private record Drawn(String b64Json, Map<String, String> parameters) {}

  private record Preview(int index, int number, String b64Json) {}

  /** Creates the routes. */
  public JobRoutes(ServedModels models, Limits limits) {
    this.models = models;
    this.limits = limits;
  }

  /** Adds the routes. */
  public void add(RoutesConfig routes) {
    routes.post("/api/jobs", this::create);
    routes.get("/api/jobs/{id}", http -> Answers.send(http, view(find(http), true)));
    routes.get("/api/jobs/{id}/events", this::watch);
    routes.delete("/api/jobs/{id}", this::cancel);
  }

  private void create(Context http) {
    boolean isEdit = Form.isOne(http);
    Form form = isEdit ? Form.read(http, Uploads.FIELDS, limits) : null;
    ImageFields fields =
        isEdit ? form.read(ImageFields.class) : Body.json(http, ImageFields.class, limits);
    if (fields.stream()) {
      throw Refusal.bad("stream", "has no part in jobs; leave it out");
    } else if (!isEdit && fields.strength() != null) {
      throw Refusal.bad("strength", "is for edits; send a form with an image, or leave it out");
    }
    ServedModel model = models.find(fields.model());
    ImageEdit edit =
        isEdit ? new Uploads(form, limits).edit(model.imageSize(), fields.strength()) : null;
    GenerationRequest request = fields.request(model, limits, edit);
    DrawingJob job =
        model
            .queue()
            .add(new DrawingJob(model.name(), limits.deadline(), request, fields.partialImages()));
    remember(job);
    http.status(ACCEPTED).header("Location", "/api/jobs/" + job.id());
    Answers.send(http, view(job, false));
  }

  private synchronized void remember(DrawingJob job) {
    jobs.put(job.id(), job);
    List<DrawingJob> over = jobs.values().stream().filter(each -> each.state().isFinal()).toList();
    over.stream()
        .limit(Math.max(0, jobs.size() - REMEMBERED))
        .forEach(each -> jobs.remove(each.id()));
  }

  private synchronized DrawingJob find(Context http) {
    DrawingJob job = jobs.get(http.pathParam("id"));
    if (job == null) {
      throw Refusal.missing("job_not_found", "there is no such job, or it was long ago");
    }
    return job;
  }

  private View view(DrawingJob job, boolean withPictures) {
    JobState state = job.state();
    List<Drawn> pictures =
        job.pictures().stream()
            .map(each -> new Drawn(DataUrl.base64(each.png()), each.parameters()))
            .toList();
    double left = job.secondsLeft();
    return new View(
        job.id(),
        job.model(),
        state,
        state == JobState.QUEUED ? models.find(job.model()).queue().position(job) : null,
        job.progress(),
        state == JobState.DRAWING && left >= 0 ? left : null,
        pictures.size(),
        job.request().total(),
        job.error() == null ? null : job.error().getMessage(),
        withPictures ? pictures : null);
  }

  private void cancel(Context http) {
    DrawingJob job = find(http);
    job.cancel();
    Answers.send(http, view(job, false));
  }

  /** Number of the last event that a client has seen before its connection broke, or 0. */
  private static long lastSeen(Context http, DrawingJob job) {
    String given = http.header(LAST_SEEN);
    if (given == null) {
      return 0;
    }
    try {
      return Require.between(LAST_SEEN, Long.parseLong(given), 0, job.told());
    } catch (NumberFormatException e) {
      throw UserError.invalid(LAST_SEEN, given, "the id of an event of this job");
    }
  }

  /** A client that goes away leaves the job running, and may come back. */
  private void watch(Context http) throws InterruptedException {
    DrawingJob job = find(http);
    long seen = lastSeen(http, job);
    if (seen > 0 && seen == job.told() && job.state().isFinal()) {
      http.status(NO_CONTENT); // at which browsers end to come back
      return;
    }
    try (JobWatch watch = new JobWatch(job, seen)) {
      EventStream events = new EventStream(http);
      while (watch.hasNext()) {
        Told next = watch.next();
        if (next.event() instanceof JobEvent.Preview preview) {
          String png = DataUrl.base64(preview.png());
          Preview shown = new Preview(preview.index(), preview.number(), png);
          events.send("preview", next.number(), Answers.json(shown));
        } else if (!job.state().isFinal()) {
          events.send("progress", next.number(), Answers.json(view(job, false)));
        }
      }
      String end = job.state().name().toLowerCase(java.util.Locale.ROOT);
      events.send(end, job.told(), Answers.json(view(job, true)));
    } catch (IOException e) {
      // the client has gone
    }
  }
}

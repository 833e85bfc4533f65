package dev.sprout.server.natives;

import dev.sprout.engine.GenerationRequest;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Body;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.EventStream;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.JobEvent;
import dev.sprout.server.jobs.JobState;
import dev.sprout.server.jobs.JobWatch;
import dev.sprout.server.jobs.Progress;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import dev.sprout.server.openai.ImageFields;
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

  private void create(Context http) throws IOException {
    ImageFields fields = Body.json(http, ImageFields.class, limits);
    if (fields.stream() || fields.strength() != null) {
      throw Refusal.bad(
          fields.stream() ? "stream" : "strength", "has no part in jobs; leave it out");
    }
    ServedModel model = models.find(fields.model());
    GenerationRequest request = fields.request(model, limits, null);
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

  /** A client that goes away leaves the job running. */
  private void watch(Context http) throws InterruptedException {
    DrawingJob job = find(http);
    try (JobWatch watch = new JobWatch(job)) {
      EventStream events = new EventStream(http);
      while (watch.hasNext()) {
        JobEvent event = watch.next();
        if (event instanceof JobEvent.Preview preview) {
          String png = DataUrl.base64(preview.png());
          events.send("preview", Answers.json(new Preview(preview.index(), preview.number(), png)));
        } else if (!job.state().isFinal()) {
          events.send("progress", Answers.json(view(job, false)));
        }
      }
      events.send(
          job.state().name().toLowerCase(java.util.Locale.ROOT), Answers.json(view(job, true)));
    } catch (IOException e) {
      // the client has gone
    }
  }
}

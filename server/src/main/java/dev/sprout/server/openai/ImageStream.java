package dev.sprout.server.openai;

import dev.sprout.server.http.Answers;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.EventStream;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.JobEvent;
import dev.sprout.server.jobs.JobWatch;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** Pictures of a job as server-sent events. A client that goes away cancels the job. */
record ImageStream(Context http, DrawingJob job, String kind, String size) {

  private record Event(
      String type,
      String b64Json,
      Integer partialImageIndex,
      long createdAt,
      String size,
      String quality,
      String background,
      String outputFormat,
      Integer imageIndex,
      Map<String, String> parameters) {}

  void run() throws InterruptedException {
    try (JobWatch watch = new JobWatch(job)) {
      EventStream events = new EventStream(http);
      while (watch.hasNext()) {
        JobEvent event = watch.next().event();
        if (event instanceof JobEvent.Preview preview) {
          send(events, ".partial_image", preview.png(), preview.number(), preview.index(), null);
        } else if (event instanceof JobEvent.Drawn drawn) {
          send(
              events,
              ".completed",
              drawn.picture().png(),
              null,
              drawn.index(),
              drawn.picture().parameters());
        } else {
          events.beat();
        }
      }
      finish(events);
    } catch (IOException e) {
      job.cancel();
    }
  }

  private void finish(EventStream events) throws IOException {
    try {
      job.requireDone();
    } catch (Refusal e) {
      events.send("error", Answers.error(e));
    }
  }

  private void send(
      EventStream events,
      String suffix,
      byte[] png,
      Integer number,
      int index,
      Map<String, String> parameters)
      throws IOException {
    String type = kind + suffix;
    events.send(
        type,
        Answers.json(
            new Event(
                type,
                DataUrl.base64(png),
                number,
                job.created().getEpochSecond(),
                size,
                "auto",
                "opaque",
                "png",
                index,
                parameters)));
  }
}

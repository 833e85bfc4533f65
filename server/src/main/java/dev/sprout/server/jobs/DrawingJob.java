package dev.sprout.server.jobs;

import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.PreparedPicture;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job that draws the pictures of one request. Thread-safe. */
public final class DrawingJob extends Job {
  private final GenerationRequest request;
  private final int previews;
  private final List<DrawnPicture> pictures = new ArrayList<>();
  private List<PreparedPicture> prepared;
  private Progress progress;
  private int[] shown;
  private long startedNanos;

  /**
   * Creates a job.
   *
   * @param limit time from now after which it is given up
   * @param previews of each picture on its way, from 0
   */
  public DrawingJob(String model, Duration limit, GenerationRequest request, int previews) {
    super(model, limit);
    this.request = request;
    this.previews = previews;
    this.shown = new int[request.total()];
  }

  /** What it draws. */
  public GenerationRequest request() {
    return request;
  }

  /** The finished pictures, in order. */
  public synchronized List<DrawnPicture> pictures() {
    return List.copyOf(pictures);
  }

  /** All pictures, waited for. */
  public List<DrawnPicture> drawn() throws InterruptedException {
    await();
    return pictures();
  }

  /** How far the picture is that is drawn now, or null. */
  public synchronized Progress progress() {
    return progress;
  }

  /** Seconds until it is done, as far as can be told; negative where nothing can. */
  public synchronized double secondsLeft() {
    if (progress == null) {
      return -1;
    }
    double done = pictures.size() + progress.share() * Math.min(Sprout.TOGETHER, rest().size());
    double seconds = (System.nanoTime() - startedNanos) * 1e-9;
    return seconds / done * Math.max(0, request.total() - done);
  }

  @Override
  void run(Sprout sprout, JobQueue queue) {
    queue.draw(sprout, this);
  }

  /** Encodes the pictures if that isn't done yet. */
  void prepare(Sprout sprout) {
    if (prepared == null) {
      List<PreparedPicture> ready = sprout.prepare(request);
      synchronized (this) {
        prepared = ready;
        startedNanos = System.nanoTime();
      }
    }
  }

  /** Whether other work may be drawn beside this, as far as requests tell. */
  boolean mayJoin(DrawingJob other) {
    return request.edit() == null
        && other.request.edit() == null
        && request.sampling().equals(other.request.sampling())
        && java.util.Objects.equals(request.negative(), other.request.negative());
  }

  /** Pictures that are left to draw. */
  synchronized List<PreparedPicture> rest() {
    return prepared.subList(pictures.size(), prepared.size());
  }

  /**
   * Notes an evaluation; returns whether the picture at that place of {@link #rest} is to be shown.
   */
  synchronized boolean noteAndAsk(Progress now, int place) {
    progress = now;
    int index = pictures.size() + place;
    return shown[index] < previews && now.share() >= (shown[index] + 1.0) / (previews + 1);
  }

  /** Tells watchers of an evaluation. */
  void step() {
    tell(new JobEvent.Changed());
  }

  /** Shows a picture on its way. */
  void show(int place, Picture picture) {
    int index;
    int number;
    synchronized (this) {
      index = pictures.size() + place;
      number = shown[index]++;
    }
    tell(new JobEvent.Preview(index, number, Png.encode(picture, Map.of())));
  }

  /** Takes the next finished picture. */
  void take(GeneratedPicture generated) {
    Map<String, String> parameters = generated.provenance().with("model", model()).values();
    DrawnPicture drawn = new DrawnPicture(Png.encode(generated.picture(), parameters), parameters);
    int index;
    boolean isLast;
    synchronized (this) {
      index = pictures.size();
      pictures.add(drawn);
      isLast = pictures.size() == request.total();
    }
    tell(new JobEvent.Drawn(index, drawn));
    if (isLast) {
      finish();
    }
  }
}

package dev.sprout.server.openai;

import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.Chat;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Turn;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Body;
import dev.sprout.server.http.DataUrl;
import dev.sprout.server.http.EventStream;
import dev.sprout.server.http.Limits;
import dev.sprout.server.http.Refusal;
import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.Job;
import dev.sprout.server.jobs.JobEvent;
import dev.sprout.server.jobs.JobWatch;
import dev.sprout.server.jobs.WorkJob;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/**
 * Chat: {@code /v1/chat/completions}. What is drawn, changed or said is what the engine's {@link
 * Chat} would do.
 */
public record ChatRoutes(ServedModels models, Limits limits) {
  private static final int HOTTEST = 2;

  /**
   * Fields of a request. {@code temperature}, {@code topP} and the penalties have no effect:
   * answers are the likeliest ones.
   */
  public record Fields(
      @Default("null") String model,
      List<Conversation.Message> messages,
      @Default("[]") List<String> modalities,
      @Default("false") boolean stream,
      @Default("null") @SerializedName("stream_options") JsonElement streamOptions,
      @Default("1") int n,
      @Default("null") @SerializedName("max_tokens") Integer maxTokens,
      @Default("null") @SerializedName("max_completion_tokens") Integer maxCompletionTokens,
      @Default("1") double temperature,
      @Default("1") @SerializedName("top_p") double topP,
      @Default("0") @SerializedName("presence_penalty") double presencePenalty,
      @Default("0") @SerializedName("frequency_penalty") double frequencyPenalty,
      @Default("0") long seed,
      @Default("null") String style,
      @Default("null") String user) {
    /** Checks what no model decides. */
    public Fields {
      Require.between("n", n, 1, 1);
      Require.between("temperature", temperature, 0, HOTTEST);
      if (maxTokens != null) {
        Require.positive("maxTokens", maxTokens);
      }
      if (maxCompletionTokens != null) {
        Require.positive("maxCompletionTokens", maxCompletionTokens);
      }
      for (String each : modalities) {
        if (!each.equals("text") && !each.equals("image")) {
          throw UserError.invalid("modalities", each, "text, image");
        }
      }
    }

    /** Most words of an answer. */
    private int words() {
      int most = maxTokens == null ? Integer.MAX_VALUE : maxTokens;
      return maxCompletionTokens == null ? most : Math.min(most, maxCompletionTokens);
    }
  }

  private record Url(String url) {}

  private record Image(String type, int index, Url imageUrl) {}

  private record Message(String role, String content, List<Image> images) {}

  private record Choice(int index, Message message, Message delta, String finishReason) {}

  private record Completion(
      String id, String object, long created, String model, List<Choice> choices) {}

  /** Adds the route. */
  public void add(RoutesConfig routes) {
    routes.post("/v1/chat/completions", this::chat);
  }

  private void chat(Context http) throws IOException, InterruptedException {
    Fields fields = Body.json(http, Fields.class, limits);
    Turn turn = Conversation.of(fields.messages(), limits).turn(fields.modalities());
    ServedModel model = models.find(fields.model());
    if (turn.isDrawn()) {
      draw(http, fields, model, turn);
    } else {
      talk(http, fields, model, turn);
    }
  }

  private void talk(Context http, Fields fields, ServedModel model, Turn turn)
      throws IOException, InterruptedException {
    WorkJob<String> job =
        model.queue().add(new WorkJob<>(model.name(), limits.deadline(), turn::answer));
    if (!fields.stream()) {
      List<String> words = List.of(job.result().split(" ", -1));
      boolean isCut = words.size() > fields.words();
      String said = String.join(" ", isCut ? words.subList(0, fields.words()) : words);
      send(http, job, new Message("assistant", said, null), isCut ? "length" : "stop");
      return;
    }
    Stream events = new Stream(new EventStream(http), job);
    events.delta(new Message("assistant", "", null));
    int sent = say(events, job, fields.words());
    if (events.isDone()) {
      List<String> words = words(job.result());
      for (String word :
          words.subList(sent, Math.max(sent, Math.min(words.size(), fields.words())))) {
        events.delta(new Message(null, word, null));
      }
      events.end(words.size() > fields.words() ? "length" : "stop");
    }
  }

  /** Sends words as they become known, up to a number; returns how many were sent. */
  private static int say(Stream events, WorkJob<String> job, int most)
      throws IOException, InterruptedException {
    int sent = 0;
    try (JobWatch watch = new JobWatch(job)) {
      while (watch.hasNext()) {
        if (watch.next().event() instanceof JobEvent.Said said) {
          List<String> words = words(said.text());
          int known = Math.min(most, words.size() - 1); // the last one may be unfinished
          for (; sent < known; sent++) {
            events.delta(new Message(null, words.get(sent), null));
          }
        }
      }
    }
    return sent;
  }

  /** Words, each with the blank behind it. */
  private static List<String> words(String text) {
    return List.of(text.split("(?<= )", -1));
  }

  private void draw(Context http, Fields fields, ServedModel model, Turn turn)
      throws IOException, InterruptedException {
    if (model.config().isEmpty()) {
      throw Refusal.bad("model", "is %s, which draws nothing", model.name());
    }
    Chat.Options options = new Chat.Options(fields.seed(), fields.style(), model.usual(limits));
    GenerationRequest request = turn.request(options);
    DrawingJob job = model.queue().add(new DrawingJob(model.name(), limits.deadline(), request, 0));
    if (!fields.stream()) {
      job.await();
      send(http, job, new Message("assistant", "", images(job)), "stop");
      return;
    }
    Stream events = new Stream(new EventStream(http), job);
    events.delta(new Message("assistant", "", null));
    if (events.isDone()) {
      events.delta(new Message(null, null, images(job)));
      events.end("stop");
    }
  }

  private static List<Image> images(DrawingJob job) {
    return List.of(new Image("image_url", 0, new Url(DataUrl.ofPng(job.pictures().get(0).png()))));
  }

  private static void send(Context http, Job job, Message message, String reason) {
    Choice choice = new Choice(0, message, null, reason);
    Answers.send(http, completion(job, "chat.completion", choice));
  }

  private static Completion completion(Job job, String object, Choice choice) {
    return new Completion(
        "chatcmpl-" + job.id(),
        object,
        job.created().getEpochSecond(),
        job.model(),
        List.of(choice));
  }

  /** Chunks of an answer. */
  private record Stream(EventStream events, Job job) {
    private static final Message NOTHING = new Message(null, null, null);

    void delta(Message part) throws IOException {
      send(new Choice(0, null, part, null));
    }

    /** Waits for the job; where it fails, says so. */
    boolean isDone() throws IOException, InterruptedException {
      try {
        job.await();
        return true;
      } catch (Refusal e) {
        events.send(null, Answers.error(e));
        return false;
      }
    }

    void end(String reason) throws IOException {
      send(new Choice(0, null, NOTHING, reason));
      events.send(null, "[DONE]");
    }

    private void send(Choice choice) throws IOException {
      events.send(null, Answers.json(completion(job, "chat.completion.chunk", choice)));
    }
  }
}

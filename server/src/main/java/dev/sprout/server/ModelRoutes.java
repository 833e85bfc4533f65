package dev.sprout.server;

import dev.sprout.core.Version;
import dev.sprout.engine.Sprout;
import dev.sprout.flow.SolverName;
import dev.sprout.server.http.Answers;
import dev.sprout.server.http.Limits;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import dev.sprout.server.natives.TokenRoutes;
import dev.sprout.server.openai.EmbeddingRoutes;
import dev.sprout.server.openai.ImageFields;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.sampling.SamplingOptions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/** Routes that describe the models: {@code /v1/models}, {@code /api/capabilities}. */
record ModelRoutes(ServedModels models, Limits limits) {

  /** A model as OpenAI's clients list it. */
  private record Listed(String id, String object, long created, String ownedBy) {
    static Listed of(ServedModel model) {
      return new Listed(model.name(), "model", 0, "sprout");
    }
  }

  private record Listing(String object, List<Listed> data) {}

  private record Drawing(
      int imageSize,
      List<String> styles,
      List<String> concepts,
      String sampler,
      int steps,
      double guidance,
      int idsOfPrefix) {
    static Drawing of(ModelConfig config) {
      SamplingOptions defaults = config.defaults().options();
      return new Drawing(
          config.autoencoder().imageSize(),
          config.styles(),
          config.conceptNames(),
          defaults.solver().sampler().toString(),
          defaults.solver().steps(),
          defaults.guidance().scale(),
          config.xar().prefixPositions());
    }
  }

  private record Described(
      String name,
      String description,
      boolean draws,
      boolean captions,
      boolean isLoaded,
      Drawing drawing) {
    static Described of(ServedModel model) {
      return new Described(
          model.name(),
          model.config().map(ModelConfig::description).orElse(""),
          model.config().isPresent(),
          model.hasWords(),
          model.isLoaded(),
          model.config().map(Drawing::of).orElse(null));
    }
  }

  private record Ceilings(
      int bodyBytes,
      long pixels,
      int promptLength,
      int count,
      int candidates,
      int steps,
      int partialImages,
      int beams,
      int inputs,
      int waiting,
      long deadlineSeconds,
      long patienceSeconds,
      int drawnTogether) {
    static Ceilings of(Limits limits) {
      return new Ceilings(
          limits.bodyBytes(),
          limits.pixels(),
          limits.promptLength(),
          limits.count(),
          limits.candidates(),
          limits.steps(),
          ImageFields.MOST_PREVIEWS,
          TokenRoutes.MOST_BEAMS,
          EmbeddingRoutes.MOST,
          limits.waiting(),
          limits.deadline().toSeconds(),
          limits.patience().toSeconds(),
          Sprout.TOGETHER);
    }
  }

  private record Capabilities(
      String version, List<Described> models, List<String> samplers, Ceilings limits) {}

  void add(RoutesConfig routes) {
    routes.get("/v1/models", this::list);
    routes.get(
        "/v1/models/{model}",
        http -> Answers.send(http, Listed.of(models.find(http.pathParam("model")))));
    routes.get("/api/capabilities", this::describe);
  }

  private void list(Context http) {
    Answers.send(http, new Listing("list", models.all().stream().map(Listed::of).toList()));
  }

  private void describe(Context http) {
    Answers.send(
        http,
        new Capabilities(
            Version.current(),
            models.all().stream().map(Described::of).toList(),
            Stream.of(SolverName.values()).map(SolverName::toString).toList(),
            Ceilings.of(limits)));
  }
}

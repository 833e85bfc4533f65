package dev.sprout.gallery.page;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Short trainings of small networks, one for each kind of entity, on two pictures. */
final class EntityTraining {
  private static final List<String> CONCEPTS = List.of("turtle", "red apple");
  private static final String DATA = "two-pictures";

  private final Workshop workshop;

  private EntityTraining(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Writes the pictures that are trained on. */
  static EntityTraining prepare(Workshop workshop, String style) {
    Samples samples = Samples.read(workshop);
    Path data = workshop.makeFolder(DATA);
    StringBuilder lines = new StringBuilder();
    try {
      for (Samples.Sample sample : samples.all()) {
        if (sample.style().equals(style) && CONCEPTS.contains(sample.concept())) {
          Files.copy(samples.file(sample), data.resolve(sample.file()));
          lines.append(
              """
              {"file":"%s","concept":"%s","style":"%s"}
              """
                  .formatted(sample.file(), sample.concept(), sample.style()));
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", data, AtomicFile.reason(e));
    }
    write(data.resolve(Samples.METADATA), lines.toString());
    return new EntityTraining(workshop);
  }

  /** Folder of the model of a kind. */
  static Path model(Workshop workshop, String name) {
    return workshop.file("models/" + name);
  }

  /** Trains a network for a kind of entity. */
  Workshop.Done train(String entity, String name) {
    int steps = workshop.size().trainingSteps();
    Path autoencoder = workshop.source("models/emoji").toAbsolutePath();
    Path config = workshop.file(name + ".json");
    write(config, CONFIG.formatted(name, autoencoder, entity, steps, steps));
    return workshop.run(
        "train",
        "xar",
        "--config",
        config.toString(),
        "--data",
        workshop.file(DATA).toString(),
        "--out",
        model(workshop, name).toString(),
        "--device",
        "cpu");
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String CONFIG =
      """
      {"name": "%s", "description": "a kind of entity", "autoencoderFolder": "%s",
       "xar": {"width": 128, "encoderBlocks": 2, "decoderBlocks": 2, "heads": 4, "patch": 2,
               "entity": "%s"},
       "objective": {"batch": 4, "labelDrop": 0.1},
       "training": {"steps": %d, "warmup": 10, "schedule": "cosine", "seed": 1,
         "checkpointEvery": %d, "logEvery": 20, "keep": 1,
         "optimiser": {"learningRate": 4e-3, "beta1": 0.9, "beta2": 0.96, "epsilon": 1e-8,
                       "weightDecay": 0, "clipNorm": 1, "emaDecay": 0.9}},
       "defaults": {"sampler": "euler", "steps": 8, "guidance": 1.5}}
      """;
}

package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pretraining and segmentation of a small EM volume by the command line. */
class EmTrainingTest {
  private static final int DEPTH = 24;
  private static final int SIDE = 64;

  @TempDir private Path folder;

  /** Bright cells of 16×16 voxels with dark borders between them, and noise. */
  @BeforeEach
  void writeVolumes() throws IOException {
    Files.createDirectories(folder.resolve("raw"));
    Files.createDirectories(folder.resolve("labels"));
    RandomStream random = new RandomStream(1);
    for (int z = 0; z < DEPTH; z++) {
      BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      BufferedImage labels = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          boolean border = y % 16 == 0 || x % 16 == 0;
          int value = (border ? 30 : 170) + random.nextInt(60);
          grey.getRaster().setSample(x, y, 0, value);
          labels.getRaster().setSample(x, y, 0, border ? 0 : 1 + y / 16 * 4 + x / 16);
        }
      }
      String name = "%03d.png".formatted(z);
      ImageIO.write(grey, "png", folder.resolve("raw").resolve(name).toFile());
      ImageIO.write(labels, "png", folder.resolve("labels").resolve(name).toFile());
    }
    write("pretrain.json", PRETRAIN.formatted(":,:,:", TRAINING.formatted(4)));
    write("segment.json", segment(6, "\"patience\": 50"));
  }

  private static String segment(int steps, String more) {
    return SEGMENT.formatted(more, TRAINING.formatted(steps));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aPretrainedNetworkLearnsToSegment() throws IOException {
    assertThat(pretrain("pretrain.json", "pretrained").code()).isZero();
    Command.Result segment = segment("segment.json", "model");
    assertThat(segment.err())
        .contains("arrays (the encoder) begin with those of " + folder.resolve("pretrained"));
    assertThat(segment.code()).isZero();
    assertThat(Files.readAllLines(folder.resolve("pretrained/metrics.jsonl")).get(0))
        .contains("\"random\"", "\"next\"", "\"nextAll\"");
    List<String> lines = Files.readAllLines(folder.resolve("model/metrics.jsonl"));
    JsonObject figures =
        JsonParser.parseString(lines.stream().filter(l -> l.contains("validation")).toList().get(0))
            .getAsJsonObject()
            .getAsJsonObject("validation");
    assertThat(figures.get("affinityError").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(figures.keySet()).contains("voiSplit@0.50", "voiMerge@0.50", "arand@0.50");
    TokenUnifyFolder model = TokenUnifyFolder.read(folder.resolve("model"));
    assertThat(model.config().predictsAffinities()).isTrue();
    assertThat(TokenUnifyFolder.read(folder.resolve("model/best")).config())
        .isEqualTo(model.config());
    TokenUnifyFolder start = TokenUnifyFolder.read(folder.resolve("pretrained"));
    assertThat(start.config().predictsAffinities()).isFalse();
    try (NDManager manager = ComputeDevice.CPU.newManager();
        Weights weights = model.weights(manager)) {
      assertThat(weights.get("out.conv.conv.bias").size()).isEqualTo(3);
    }
  }

  @Test
  void aResumedRunEndsWithTheSameWeights() throws IOException {
    assertThat(pretrain("pretrain.json", "pretrained").code()).isZero();
    write("short.json", segment(3, "\"patience\": 50").replace("cosine", "constant"));
    write("long.json", segment(6, "\"patience\": 50").replace("cosine", "constant"));
    assertThat(segment("long.json", "unbroken").code()).isZero();
    assertThat(segment("short.json", "parts").code()).isZero();
    assertThat(segment("long.json", "parts", "--resume").code()).isZero();
    for (String file :
        List.of("checkpoint-000000006.safetensors", "tokenunify.safetensors", "config.json")) {
      assertThat(folder.resolve("parts").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("unbroken").resolve(file));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeTraining() throws IOException {
    write("overlap.json", segment(6, "\"patience\": 1").replace("16:24,:,:", "15:24,:,:"));
    refused(segment("overlap.json", "model"), "validation 15:24,0:64,0:64 overlaps train");
    write("deep.json", segment(6, "\"patience\": 1").replace("\"z\": 16,", "\"z\": 32,"));
    refused(segment("deep.json", "model"), "block of 32×32×32 voxels is larger than 0:16");
    write("unsized.json", PRETRAIN.formatted(":,:,:", TRAINING.formatted(4)).replace(SIZE, ""));
    refused(pretrain("unsized.json", "model"), "volumes[0].voxelSize is missing");
    String[] bare = {"--stage=segment"};
    refused(train("segment.json", "model", bare), "--labels are 0 for 1 volumes");
    refused(train("segment.json", "model"), "--stage is needed for tokenunify; accepted is");
    Command.Result staged =
        Command.run(
            "train",
            "xar",
            "--stage=segment",
            "--config=" + folder.resolve("segment.json"),
            "--data=" + folder,
            "--out=" + folder.resolve("model"));
    refused(staged, "--stage is segment, but xar is trained in one piece; leave it out");
    assertThat(folder.resolve("model/metrics.jsonl")).doesNotExist();
  }

  private static void refused(Command.Result result, String said) {
    assertThat(result.err()).contains(said);
    assertThat(result.code()).isNotZero();
  }

  private Command.Result pretrain(String config, String out) {
    return train(config, out, "--stage=pretrain");
  }

  private Command.Result segment(String config, String out, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--stage=segment");
    arguments.add("--labels=" + folder.resolve("labels"));
    return train(config, out, arguments.toArray(String[]::new));
  }

  private Command.Result train(String config, String out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "tokenunify", "--device=cpu"));
    arguments.add("--config=" + folder.resolve(config));
    arguments.add("--data=" + folder.resolve("raw"));
    arguments.add("--out=" + folder.resolve(out));
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(String[]::new));
  }

  private static final String SIZE = ", \"voxelSize\": {\"z\": 10, \"y\": 10, \"x\": 10}";

  private static final String NETWORK =
      """
      "network": {"dims": [4, 4, 6, 8], "hidden": 8, "kernel": [1, 3, 3], "depth": 1, "slices": 5},
       "block": {"z": 16, "y": 32, "x": 32},
      """;

  private static final String PRETRAIN =
      "{"
          + NETWORK
          + "\"volumes\": [{\"train\": \"%s\""
          + SIZE
          + "}],"
          + """
            "augmentation": {"elastic": 1},
            "objective": {"schedule": "curriculum", "leastHidden": 0.4, "mostHidden": 0.4,
                          "fill": "noise", "region": "all-voxels", "batch": 1, "epochSteps": 10},
            "training": %s}
            """;

  private static final String SEGMENT =
      "{\"startFolder\": \"pretrained\", "
          + NETWORK
          + "\"volumes\": [{\"train\": \"0:16,:,:\", \"validation\": \"16:24,:,:\""
          + SIZE
          + "}],"
          + """
            "augmentation": {"contrast": 0.1, "missing": 0.05, "shifted": 0.2, "shift": 2},
            "objective": {"loss": "squared-error", "batch": 1},
            "validation": {"every": 2, "thresholds": [0.5, 0.7], %s},
            "training": %s}
            """;

  private static final String TRAINING =
      """
      {"steps": %d, "warmup": 0, "schedule": "cosine", "seed": 1, "checkpointEvery": 3,
       "logEvery": 2, "keep": 2,
       "optimiser": {"learningRate": 3e-3, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8,
                     "weightDecay": 0.05, "clipNorm": 1, "emaDecay": 0.9}}\
      """;
}

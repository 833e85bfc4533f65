package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures from checkpoints in the published forms, on random weights of small networks. */
class CheckpointTest {
  private static final String CONFIG =
      """
      {"name": "parity", "description": "random weights",
       "autoencoder": {"imageSize": 256, "patch": 1, "channels": 32,
                       "multipliers": [1, 1, 2, 2, 4], "blocks": 2, "latentChannels": 16,
                       "latentScale": 0.2325},
       "xar": {"rows": 16, "columns": 16, "channels": 16, "width": 64, "encoderBlocks": 2,
               "decoderBlocks": 2, "heads": 4, "patch": 1, "entity": "cell 8", "classes": 1000},
       "concepts": [%s], "styles": [],
       "defaults": {"sampler": "euler-maruyama", "steps": 2, "guidance": 2.0}}
      """
          .formatted(
              IntStream.range(0, 1000)
                  .mapToObj("{\"name\": \"thing %d\", \"keywords\": []}"::formatted)
                  .collect(Collectors.joining(",")));

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void makeFolder() throws IOException {
    model = Files.createDirectories(folder.resolve("published"));
    copy("kl16.ckpt", model.resolve("kl16.ckpt"));
  }

  @Test
  void everyFormGivesTheSamePicture() throws IOException {
    Files.writeString(model.resolve("config.json"), CONFIG);
    copy("model.safetensors", model.resolve("xar.safetensors"));
    Picture bare = draw(model, "bare.png");
    Path converted = folder.resolve("converted");
    Command.Result result = Command.run("convert", model.toString(), converted.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(draw(converted, "converted.png")).isEqualTo(bare);
    Path half = folder.resolve("half");
    assertThat(Command.run("convert", model.toString(), half.toString(), "--type=fp16").code())
        .isZero();
    assertThat(Files.size(half.resolve("xar.safetensors")))
        .isLessThan(Files.size(converted.resolve("xar.safetensors")) * 6 / 10);

    Files.delete(model.resolve("xar.safetensors"));
    copy("checkpoint-last.pth", model.resolve("checkpoint-last.pth"));
    assertThat(draw(model, "raw.png", "--no-ema")).isEqualTo(bare);
    assertThat(draw(model, "averaged.png")).isNotNull();
  }

  @Test
  void networksThatWereNotReleasedNeedAConfiguration() throws IOException {
    copy("checkpoint-last.pth", model.resolve("xar.pth"));
    Command.Result result = Command.run("generate", "--class=207", "--model", model.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("width 64", "base (768)", "config.json");
  }

  @Test
  void checkpointsThatDontFitListWhatDiffers() throws IOException {
    Files.writeString(
        model.resolve("config.json"),
        CONFIG.replace("\"encoderBlocks\": 2", "\"encoderBlocks\": 3"));
    copy("model.safetensors", model.resolve("xar.safetensors"));
    Command.Result result = Command.run("generate", "--class=207", "--model", model.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("missing (12)", "encoder_blocks.2.attn.qkv.weight");
  }

  @Test
  void truncatedDownloadsAndUnknownClassesAreRefused() throws IOException {
    Files.writeString(model.resolve("config.json"), CONFIG);
    copy("model.safetensors", model.resolve("xar.safetensors"));
    String[] command = {"generate", "--class=1000", "--model", model.toString()};
    Command.Result result = Command.run(command);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--class is 1000", "0 to 999");
    Files.delete(model.resolve("xar.safetensors"));
    copy("checkpoint-last.pth", model.resolve("xar.pth"));
    byte[] whole = Files.readAllBytes(model.resolve("xar.pth"));
    Files.write(model.resolve("xar.pth"), java.util.Arrays.copyOf(whole, whole.length / 2));
    result = Command.run(command);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("xar.pth");
  }

  @Test
  void aTrainingCheckpointWithoutAveragesSaysSo() throws IOException {
    Files.writeString(model.resolve("config.json"), CONFIG);
    copy("kl16.ckpt", model.resolve("xar.pth")); // a checkpoint with the part "model" alone
    Command.Result result = Command.run("generate", "--class=1", "--model", model.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("holds no averaged weights (model_ema)", "--no-ema");
  }

  private Picture draw(Path from, String name, String... options) {
    Path file = folder.resolve(name);
    String[] arguments = new String[options.length + 5];
    System.arraycopy(options, 0, arguments, 5, options.length);
    arguments[0] = "generate";
    arguments[1] = "--class=207";
    arguments[2] = "--model=" + from;
    arguments[3] = "--output=" + file;
    arguments[4] = "--seed=4";
    Command.Result result = Command.run(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return Picture.read(file);
  }

  private static void copy(String name, Path target) throws IOException {
    try (InputStream in = CheckpointTest.class.getResourceAsStream("/parity/" + name)) {
      Files.copy(in, target);
    }
  }
}

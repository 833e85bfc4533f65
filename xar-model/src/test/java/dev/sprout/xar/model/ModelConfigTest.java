package dev.sprout.xar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.xar.model.ModelConfig.Concept;
import dev.sprout.xar.network.PrefixConfig;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration says what it means, or which field of it can't be used and why. */
class ModelConfigTest {
  private static final String SOUND =
      """
      {
        "name": "fruit", "description": "two of them",
        "autoencoder": {
          "imageSize": 128, "patch": 4, "channels": 64, "multipliers": [1, 2, 2], "blocks": 1,
          "latentChannels": 16, "latentScale": 0.99},
        "xar": {
          "rows": 8, "columns": 8, "channels": 16, "width": 320, "encoderBlocks": 4,
          "decoderBlocks": 4, "heads": 10, "patch": 2, "entity": "cell 2", "classes": 3},
        "concepts": [
          {"name": "red apple", "keywords": ["fruit"], "symbol": "🍎"},
          {"name": "pear", "keywords": []}],
        "styles": ["flat"],
        "defaults": {"sampler": "euler", "steps": 25, "guidance": 2.0}
      }
      """;

  private static final String WITH_PREFIX =
      "\"classes\": 3, \"prefix\": {\"positions\": 32, \"width\": 16}";

  @TempDir private Path folder;

  private ModelConfig read(String json) throws IOException {
    return read(json, StandardCharsets.UTF_8);
  }

  private ModelConfig read(String json, Charset encoding) throws IOException {
    Files.writeString(folder.resolve(ModelConfig.FILE), json, encoding);
    return ModelConfig.read(folder);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    ModelConfig config = read(SOUND);
    assertThat(config.concepts())
        .containsExactly(
            new Concept("red apple", List.of("fruit"), "🍎"), new Concept("pear", List.of()));
    config.write(folder);
    assertThat(ModelConfig.read(folder)).isEqualTo(config);
  }

  @Test
  void aPrefixIsOptional() throws IOException {
    assertThat(read(SOUND).xar().prefix()).isNull();
    read(SOUND).write(folder);
    assertThat(folder.resolve(ModelConfig.FILE)).content().doesNotContain("prefix");
    ModelConfig config = read(SOUND.replace("\"classes\": 3", WITH_PREFIX));
    assertThat(config.xar().prefix()).isEqualTo(new PrefixConfig(32, 16));
    config.write(folder);
    assertThat(ModelConfig.read(folder)).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "32|0|xar.prefix.positions is 0; accepted is a whole number from 1 to 1024",
        "32|1025|xar.prefix.positions is 1025; accepted",
        "16|65537|xar.prefix.width is 65537; accepted",
        "\"positions\": 32, |''|xar.prefix.positions is missing",
        "\"width\"|\"wide\"|xar.prefix.wide is not known"
      })
  void impossiblePrefixesAreNamed(String sound, String broken, String said) {
    String prefix = WITH_PREFIX.replace(sound, broken);
    assertThatThrownBy(() -> read(SOUND.replace("\"classes\": 3", prefix)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve(ModelConfig.FILE) + ": " + said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rows\": 8|\"rows\": 1073741824|xar.rows is 1073741824; accepted is a whole number from"
            + " 1",
        "\"encoderBlocks\": 4|\"encoderBlocks\": 100000000|xar.encoderBlocks is 100000000;"
            + " accepted",
        "\"blocks\": 1|\"blocks\": 1000000000|autoencoder.blocks is 1000000000; accepted",
        "\"width\": 320|\"width\": 2147483520|xar.width is 2147483520; accepted",
        "\"imageSize\": 128|\"imageSize\": 1000000000|autoencoder.imageSize is 1000000000;"
            + " accepted",
        "\"patch\": 4|\"patch\": 0|autoencoder.patch is 0; accepted",
        "\"heads\": 10|\"heads\": 0|xar.heads is 0; accepted",
        "\"name\": \"pear\", |''|concepts[1].name is missing; accepted is a text in quotes",
        "\"pear\"|\" \"|concepts[1].name is blank; accepted is a name",
        "🍎|apple|concepts[0].symbol is 'apple'; accepted is an emoji, without blanks",
        "[1, 2, 2]|[1, null]|autoencoder.multipliers[1] is null; accepted is a whole number",
        "\"pear\"|\"red apple\"|concepts has 'red apple' twice, as number 0 and 1; each needs",
        "[\"flat\"]|[null]|styles[0] is null; accepted is a text in quotes",
        "\"styles\": [\"flat\"],|''|styles is missing; accepted is a list [...]",
        "[\"fruit\"]|{}|concepts[0].keywords is {}; accepted is a list [...]",
        "\"name\": \"fruit\"|\"name\": 5|name is 5; accepted is a text in quotes",
        "\"steps\": 25|\"steps\": 2.5|defaults.steps is 2.5; accepted is a whole number",
        "\"steps\": 25|\"steps\": 1e999999999|defaults.steps is 1e999999999; accepted is a whole"
            + " number"
      })
  void impossibleValuesAreNamed(String sound, String broken, String said) {
    assertThat(SOUND).contains(sound);
    assertThatThrownBy(() -> read(SOUND.replace(sound, broken)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve(ModelConfig.FILE) + ": " + said);
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(() -> read(SOUND, StandardCharsets.UTF_16))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("is not text in UTF-8; save it so");
  }
}

package dev.sprout.gallery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.sprout.nn.train.TrainingTask;
import java.nio.Buffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModulesTest {
  private static final JavaClasses SPROUT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sprout");

  /** Each layer's package, and the layers that it may use. */
  private static final Map<String, List<String>> USES = new LinkedHashMap<>();

  static {
    USES.put("core", List.of());
    USES.put("pictures", List.of("core"));
    USES.put("scenes", List.of("core", "pictures"));
    USES.put("nn", List.of("core"));
    USES.put("flow", List.of("core", "nn"));
    USES.put("language", List.of("core", "nn"));
    USES.put("seed", List.of("core", "nn", "pictures"));
    USES.put("volumes", List.of("core"));
    USES.put("tokenunify", List.of("core", "nn", "volumes"));
    USES.put("xar", List.of("core", "nn", "pictures", "flow", "autoencoder"));
    USES.put("autoencoder", List.of("core", "nn", "pictures"));
    USES.put(
        "engine",
        List.of("core", "nn", "pictures", "flow", "autoencoder", "language", "seed", "xar"));
    USES.put("evaluation", List.of("core", "nn", "pictures", "seed", "xar", "engine"));
    USES.put(
        "recipes",
        List.of(
            "core",
            "nn",
            "pictures",
            "scenes",
            "flow",
            "autoencoder",
            "language",
            "seed",
            "xar",
            "volumes",
            "tokenunify"));
    USES.put(
        "server",
        List.of("core", "nn", "pictures", "flow", "autoencoder", "seed", "xar", "engine"));
    USES.put(
        "cli",
        List.of(
            "core",
            "nn",
            "pictures",
            "scenes",
            "flow",
            "autoencoder",
            "language",
            "seed",
            "xar",
            "volumes",
            "tokenunify",
            "engine",
            "evaluation",
            "recipes",
            "server"));
  }

  @Test
  void dependenciesPointOneWay() {
    assertThat(SPROUT).hasSizeGreaterThan(100);
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : USES.keySet()) {
      layers = layers.layer(layer).definedBy("dev.sprout." + layer + "..");
    }
    for (Map.Entry<String, List<String>> layer : USES.entrySet()) {
      String[] used = layer.getValue().toArray(String[]::new);
      layers =
          used.length == 0
              ? layers.whereLayer(layer.getKey()).mayNotAccessAnyLayer()
              : layers.whereLayer(layer.getKey()).mayOnlyAccessLayers(used);
    }
    layers.check(SPROUT);
  }

  @Test
  void everyPackageBelongsToALayer() {
    Set<String> layers = new LinkedHashSet<>(USES.keySet());
    layers.add("gallery"); // the tests and measurements themselves
    assertThat(SPROUT)
        .allSatisfy(c -> assertThat(layers).contains(c.getPackageName().split("\\.", -1)[2]));
  }

  /** See {@link dev.sprout.nn.ops.TorchOps#scaled}. */
  @Test
  void lossesMultiplyByNumbersThatStay() {
    noClasses()
        .that()
        .implement(TrainingTask.class)
        .or()
        .resideInAPackage("dev.sprout.nn.train")
        .or()
        .haveSimpleNameEndingWith("Loss")
        .should()
        .callMethod(NDArray.class, "mul", Number.class)
        .orShould()
        .callMethod(NDArray.class, "div", Number.class)
        .orShould()
        .callMethod(NDArray.class, "pow", Number.class)
        .check(SPROUT);
  }

  /** See {@link dev.sprout.nn.ops.TorchOps#assign}. */
  @Test
  void noArrayIsSetFromABuffer() {
    noClasses()
        .should()
        .callMethod(NDArray.class, "set", Buffer.class)
        .orShould()
        .callMethod(NDArray.class, "set", float[].class)
        .check(SPROUT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sprout.(**)").should().beFreeOfCycles().check(SPROUT);
  }
}

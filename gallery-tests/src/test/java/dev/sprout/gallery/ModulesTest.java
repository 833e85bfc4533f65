package dev.sprout.gallery;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModulesTest {
  private static final JavaClasses SPROUT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sprout");

  @Test
  void dependenciesPointOneWay() {
    assertThat(SPROUT).hasSizeGreaterThan(100);
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("nn")
        .definedBy("dev.sprout.nn..")
        .layer("flow")
        .definedBy("dev.sprout.flow..")
        .layer("xar")
        .definedBy("dev.sprout.xar..")
        .layer("language")
        .definedBy("dev.sprout.language..")
        .layer("seed")
        .definedBy("dev.sprout.seed..")
        .layer("engine")
        .definedBy("dev.sprout.engine..")
        .layer("cli")
        .definedBy("dev.sprout.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("xar")
        .mayOnlyBeAccessedByLayers("engine", "cli")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("seed")
        .mayOnlyBeAccessedByLayers("engine", "cli")
        .whereLayer("language")
        .mayOnlyBeAccessedByLayers("engine")
        .whereLayer("flow")
        .mayOnlyBeAccessedByLayers("xar", "engine", "cli")
        .whereLayer("nn")
        .mayOnlyBeAccessedByLayers("flow", "xar", "seed", "language", "engine", "cli")
        .check(SPROUT);
  }

  @Test
  void modelPackagesHaveNoCycles() {
    slices().matching("dev.sprout.xar.(*)..").should().beFreeOfCycles().check(SPROUT);
  }
}

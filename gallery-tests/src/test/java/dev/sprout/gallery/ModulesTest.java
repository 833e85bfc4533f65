package dev.sprout.gallery;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sprout", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

  @ArchTest
  static final ArchRule DEPENDENCIES_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("nn")
          .definedBy("dev.sprout.nn..")
          .layer("flow")
          .definedBy("dev.sprout.flow..")
          .layer("xar")
          .definedBy("dev.sprout.xar..")
          .layer("cli")
          .definedBy("dev.sprout.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("xar")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("flow")
          .mayOnlyBeAccessedByLayers("xar", "cli")
          .whereLayer("nn")
          .mayOnlyBeAccessedByLayers("flow", "xar", "cli");

  @ArchTest
  static final ArchRule MODEL_PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.sprout.xar.(*)..").should().beFreeOfCycles();
}

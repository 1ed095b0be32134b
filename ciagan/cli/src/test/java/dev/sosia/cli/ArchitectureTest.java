package dev.sosia.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Dependencies point one way. This module's test class path holds every module but the benchmarks,
/// so the arrows are checked here.
class ArchitectureTest {
  private static final JavaClasses SOSIA =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sosia");

  /// The engine's packages from the ground up: each may use those before it.
  private static final List<String> ENGINE_LAYERS =
      List.of("error", "type", "kernel", "backend", "tensor", "op", "nn", "optim");

  @Test
  void everyModuleIsSeen() {
    assertThat(SOSIA.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.sosia.engine.error",
            "dev.sosia.weights",
            "dev.sosia.trainer",
            "dev.sosia.kernels.cpu",
            "dev.sosia.landmarks.picture",
            "dev.sosia.ciagan",
            "dev.sosia.dan",
            "dev.sosia.study",
            "dev.sosia.cli");
  }

  @Test
  void engineKnowsNobody() {
    onlyUses("dev.sosia.engine..", List.of());
  }

  @Test
  void kernelsPlugIntoTheEngine() {
    onlyUses("dev.sosia.kernels..", List.of("dev.sosia.engine.."));
  }

  @Test
  void nobodyCompilesAgainstKernels() {
    forbid(
        resideInAPackage("dev.sosia..")
            .and(DescribedPredicate.not(resideInAPackage("dev.sosia.kernels.."))),
        resideInAPackage("dev.sosia.kernels.."));
  }

  @Test
  void weightsUseTheEngineOnly() {
    onlyUses("dev.sosia.weights..", List.of("dev.sosia.engine.."));
  }

  @Test
  void theTrainerUsesEngineAndWeightsOnly() {
    onlyUses("dev.sosia.trainer..", List.of("dev.sosia.engine..", "dev.sosia.weights.."));
  }

  @Test
  void picturesKnowErrorsAndFilesOnly() {
    onlyUses(
        "dev.sosia.landmarks.picture..", List.of("dev.sosia.engine.error", "dev.sosia.engine.io"));
  }

  @Test
  void ciaganDoesNotSeeDan() {
    onlyUses(
        "dev.sosia.ciagan..",
        List.of(
            "dev.sosia.engine..",
            "dev.sosia.weights..",
            "dev.sosia.trainer..",
            "dev.sosia.landmarks.."));
  }

  @Test
  void danDoesNotSeeCiagan() {
    onlyUses(
        "dev.sosia.dan..",
        List.of(
            "dev.sosia.engine..",
            "dev.sosia.weights..",
            "dev.sosia.trainer..",
            "dev.sosia.landmarks.."));
  }

  @Test
  void theStudySeesBothAndNobodyButTheCommandLineSeesIt() {
    onlyUses(
        "dev.sosia.study..",
        List.of(
            "dev.sosia.engine..",
            "dev.sosia.weights..",
            "dev.sosia.trainer..",
            "dev.sosia.landmarks..",
            "dev.sosia.ciagan..",
            "dev.sosia.dan.."));
    onlyUses(
        "dev.sosia.study.statistics..",
        List.of("dev.sosia.engine.error", "dev.sosia.engine.random"));
  }

  @Test
  void enginePackagesAreLayers() {
    for (int layer = 0; layer < ENGINE_LAYERS.size(); layer++) {
      List<String> above = new ArrayList<>(ENGINE_LAYERS.subList(layer + 1, ENGINE_LAYERS.size()));
      if (layer < ENGINE_LAYERS.size() - 1) {
        above.add("optim");
      }
      forbid(
          resideInAPackage(engine(ENGINE_LAYERS.get(layer))),
          resideInAnyPackage(above.stream().map(ArchitectureTest::engine).toArray(String[]::new)));
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sosia.(**)").should().beFreeOfCycles().check(SOSIA);
  }

  private static String engine(String layer) {
    return "dev.sosia.engine." + layer + "..";
  }

  /// Of this project, classes in `packages` may use `packages` itself and `allowed`.
  private static void onlyUses(String packages, List<String> allowed) {
    List<String> friends = new ArrayList<>(allowed);
    friends.add(packages);
    forbid(
        resideInAPackage(packages),
        resideInAPackage("dev.sosia..")
            .and(DescribedPredicate.not(resideInAnyPackage(friends.toArray(String[]::new)))));
  }

  private static void forbid(
      DescribedPredicate<JavaClass> from, DescribedPredicate<JavaClass> target) {
    noClasses().that(from).should().dependOnClassesThat(target).allowEmptyShould(true).check(SOSIA);
  }
}

package dev.reelmill.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.reelmill.testing.SharedRules;

@AnalyzeClasses(packages = "dev.reelmill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests shared = ArchTests.in(SharedRules.class);

  @ArchTest
  static final ArchRule worker_knows_nothing_of_the_coordinator =
      noClasses()
          .that()
          .resideInAPackage("dev.reelmill.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.reelmill.coordinator..",
              "dev.reelmill.sql..",
              "org.jooq..",
              "org.quartz..",
              "java.sql..");

  @ArchTest
  static final ArchRule processes_are_started_in_one_class =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.reelmill.worker.ffmpeg.Processes")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class);

  @ArchTest
  static final ArchRule arguments_are_pure =
      noClasses()
          .that()
          .resideInAPackage("dev.reelmill.worker.ffmpeg.arguments")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.file.Files");

  @ArchTest
  static final ArchRule steps_know_no_camel =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.reelmill.worker.intake")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.camel..", "jakarta.jms..");

  @ArchTest
  static final ArchRule steps_only_call_forward =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.reelmill.worker.ffmpeg..",
              "dev.reelmill.worker.fetch..",
              "dev.reelmill.worker.deliver..",
              "dev.reelmill.worker.scratch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.reelmill.worker.intake..",
              "dev.reelmill.worker.inspect..",
              "dev.reelmill.worker.encode..",
              "dev.reelmill.worker.assemble..",
              "dev.reelmill.worker.audio..",
              "dev.reelmill.worker.text..");

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("dev.reelmill.worker.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_command_line_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.reelmill.worker")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}

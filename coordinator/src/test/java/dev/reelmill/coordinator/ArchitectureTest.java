package dev.reelmill.coordinator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.reelmill.testing.SharedRules;
import java.util.ArrayList;
import java.util.List;

/** The boundaries of the coordinator and of what it shares with workers. */
@AnalyzeClasses(packages = "dev.reelmill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.reelmill.coordinator.";

  /** The path of a video. */
  private static final List<String> STEPS =
      List.of("upload", "inspect", "plan", "dispatch", "collect", "publish", "playback");

  @ArchTest static final ArchTests shared = ArchTests.in(SharedRules.class);

  @ArchTest
  static final ArchRule coordinator_knows_no_worker =
      noClasses()
          .that()
          .resideInAPackage("dev.reelmill.coordinator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.reelmill.worker..", "org.bytedeco..");

  @ArchTest
  static final ArchRule only_the_coordinator_knows_the_database =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.reelmill.coordinator..", "dev.reelmill.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "com.zaxxer..", "org.quartz..", "java.sql..");

  @ArchTest
  static final ArchRule quartz_only_drives_again =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.reelmill.coordinator.redrive..")
          // Reads the script for Quartz's tables out of Quartz's jar.
          .and()
          .haveSimpleNameNotStartingWith("V002__")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.quartz..");

  @ArchTest
  static final ArchRule planning_is_pure =
      noClasses()
          .that()
          .resideInAPackage("dev.reelmill.coordinator.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.time..",
              "java.nio.file..",
              "java.net..",
              "java.sql..",
              "org.jooq..",
              "org.apache..");

  /**
   * A step may name an earlier one's records, enums and interfaces, as these are what it is handed
   * or fills in, but calls none of its classes.
   */
  @ArchTest static final ArchRule steps_call_forward_only = forwardOnly();

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("dev.reelmill.coordinator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_command_line_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.reelmill.coordinator.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule only_the_farm_in_a_box_starts_processes =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.reelmill.coordinator.farm..", "dev.reelmill.coordinator.faults..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  private static ArchRule forwardOnly() {
    List<ArchRule> rules = new ArrayList<>();
    for (int i = 1; i < STEPS.size(); i++) {
      String[] earlier =
          STEPS.subList(0, i).stream().map(step -> ROOT + step + "..").toArray(String[]::new);
      rules.add(
          noClasses()
              .that()
              .resideInAPackage(ROOT + STEPS.get(i) + "..")
              .should(dependOnClassesThat(resideInAnyPackage(earlier).and(behaves()))));
    }
    return CompositeArchRule.of(rules);
  }

  private static DescribedPredicate<JavaClass> behaves() {
    return describe("do something", type -> behaves(type.getBaseComponentType()));
  }

  private static boolean behaves(JavaClass type) {
    return !type.isInterface() && !type.isRecord() && !type.isEnum();
  }
}

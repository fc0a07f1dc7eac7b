package dev.reelmill.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Boundaries that hold in both programs, and in what they share. */
public final class SharedRules {

  @ArchTest
  public static final ArchRule common_knows_neither_program =
      noClasses()
          .that()
          .resideInAPackage("dev.reelmill.common..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.reelmill.coordinator..", "dev.reelmill.worker..", "dev.reelmill.sql..");

  @ArchTest
  public static final ArchRule old_dates_are_not_used =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date");

  @ArchTest
  public static final ArchRule every_package_says_what_it_is_and_where_null_is =
      classes()
          .that()
          // Both are generated.
          .resideOutsideOfPackages("dev.reelmill.sql..", "dev.reelmill.coordinator.site.pages..")
          .should(liveInNullMarkedPackages());

  private SharedRules() {}

  private static ArchCondition<JavaClass> liveInNullMarkedPackages() {
    return new ArchCondition<>("live in a package with a package-info that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not"));
        }
      }
    };
  }
}

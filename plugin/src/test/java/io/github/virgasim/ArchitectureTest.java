// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.ForwardingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the architecture: each package uses only those that stand before it. */
class ArchitectureTest {
    private static final String ROOT = "io.github.virgasim.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.virgasim");

    private static final List<String> GROUND = List.of("datasets", "input", "random");

    /** Packages that stand on the ground floor alone: tasks that are not served, and learning without a simulator. */
    private static final Set<String> BRANCHES = Set.of("elastic", "learn");

    /** For each package the others that it may use. */
    private static final Map<String, Set<String>> MAY_USE = arrows();

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        Set<String> below = new TreeSet<>();
        // Packages in one line do not use each other.
        for (List<String> level : List.of(
                GROUND,
                List.of("gpu"),
                List.of("catalog"),
                List.of("topology"),
                List.of("workload"),
                List.of("scheduling"),
                List.of("serving"),
                List.copyOf(BRANCHES),
                List.of("analysis", "report", "scenario"),
                List.of("cloudsim", "ifogsim"),
                List.of("experiment"),
                List.of("papers"))) {
            level.forEach(name -> arrows.put(name, Set.copyOf(BRANCHES.contains(name) ? GROUND : below)));
            below.addAll(level);
        }
        return arrows;
    }

    static Set<String> packages() {
        return MAY_USE.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void arrowsPointDownwardsOnly(String name) {
        String[] above = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(ROOT + name + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(
                c -> found.add(c.getPackageName().substring(ROOT.length()).split("\\.")[0]));
        found.removeAll(MAY_USE.keySet());
        assertEquals(Set.of(), found, "give them a place in this test and in the architecture page");
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void papersDoNotKnowEachOther() {
        slices().matching(ROOT + "papers.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void learnersDoNotKnowEachOtherAndTheirBaseKnowsNone() {
        slices().matching(ROOT + "learn.(*)..").should().notDependOnEachOther().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "learn")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "learn.*..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAdapterAndThePaperOnItsHostsKnowCloudSimPlus() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cloudsim..", ROOT + "papers.placement..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.cloudsimplus..")
                .check(CLASSES);
    }

    @Test
    void whatWrapsAnEnvironmentForwards() {
        classes()
                .that()
                .implement(Environment.class)
                .and()
                .containAnyFieldsThat(DescribedPredicate.<JavaField>describe(
                        "hold an environment", field -> field.getRawType().isAssignableTo(Environment.class)))
                .should()
                .beAssignableTo(ForwardingEnvironment.class)
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheOlderSimulators() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.cloudbus..", "org.fog..")
                .check(CLASSES);
    }

    @Test
    void thereIsNoStaticStateThatCanChange() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    @Test
    void publicClassesAreClosedUnlessMeantToBeExtended() {
        classes()
                .that()
                .resideOutsideOfPackage(ROOT + "cloudsim..")
                .and()
                .arePublic()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .orShould()
                .beInterfaces()
                .orShould()
                .beEnums()
                .check(CLASSES);
    }

    @Test
    void theRulesSeeTheClasses() {
        Stream.of("input.CsvTable", "serving.ServingEngine", "analysis.ServableBound")
                .forEach(name ->
                        assertEquals(name, CLASSES.get(ROOT + name).getName().substring(ROOT.length())));
    }
}

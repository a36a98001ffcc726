package dwell.trainer;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.Family;
import dwell.envs.wrappers.Wrapper;
import dwell.policies.Backend;
import dwell.policies.FixedPolicy;
import dwell.policies.PolicyFamily;
import dwell.trainer.shaping.Shaping;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.ServiceLoader;

/** The rooms of docs/design.md and what is kept out of all of them. */
@AnalyzeClasses(packages = "dwell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] ND4J = {"org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."};

    @ArchTest
    static void theClassesOfAllThreeModulesAreLookedAt(JavaClasses all) {
        assertThat(List.of(
                        dwell.envs.process.CompiledProcess.class,
                        dwell.policies.network.MlpFamily.class,
                        dwell.trainer.cli.Main.class))
                .allMatch(all::contain);
        assertThat(all).noneMatch(one -> one.getSimpleName().endsWith("Test"));
    }

    @ArchTest
    static final ArchRule envsNeedTheJdkAndCommonsMathOnly = classes()
            .that()
            .resideInAPackage("dwell.envs..")
            .should()
            .onlyDependOnClassesThat()
            // Primitive types and arrays of them have no package.
            .resideInAnyPackage("java..", "org.apache.commons.math3..", "dwell.envs..", "");

    @ArchTest
    static final ArchRule policiesDoNotKnowTheTrainer = noClasses()
            .that()
            .resideInAPackage("dwell.policies..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dwell.trainer..", "dwell.benchmarks..");

    @ArchTest
    static final ArchRule theTrainerDoesNotKnowTheBenchmarks = noClasses()
            .that()
            .resideInAPackage("dwell.trainer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dwell.benchmarks..");

    @ArchTest
    static final ArchRule processesKnowNeitherSolversNorFamilies = noClasses()
            .that()
            .resideInAPackage("dwell.envs.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dwell.envs.exact..", "dwell.envs.families..", "dwell.envs.replay..");

    @ArchTest
    static final ArchRule solversKnowNoFamilies = noClasses()
            .that()
            .resideInAPackage("dwell.envs.exact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dwell.envs.families..", "dwell.envs.replay..");

    @ArchTest
    static final ArchRule policiesKnowNoFamilyOfTasks = noClasses()
            .that()
            .resideInAPackage("dwell.policies..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dwell.envs.families..", "dwell.envs.replay..");

    @ArchTest
    static final ArchRule stationsDoNotKnowWhatIsMadeOfTheirResults = noClasses()
            .that()
            .resideInAnyPackage("dwell.trainer.objective..", "dwell.trainer.rollout..", "dwell.trainer.shaping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dwell.trainer.cli..",
                    "dwell.trainer.report..",
                    "dwell.trainer.record..",
                    "dwell.trainer.evaluate..");

    @ArchTest
    static final ArchRule evaluationNeverHearsOfShapings = noClasses()
            .that()
            .resideInAnyPackage("dwell.trainer.evaluate..", "dwell.trainer.report..", "dwell.envs.exact..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dwell.trainer.shaping..");

    @ArchTest
    static final ArchRule theCommandLineIsOnTop = noClasses()
            .that()
            .resideOutsideOfPackage("dwell.trainer.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dwell.trainer.cli..", "picocli..");

    @ArchTest
    static final ArchRule theReportIsDrawnFromFiles = noClasses()
            .that()
            .resideInAPackage("dwell.trainer.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dwell.trainer", "dwell.trainer.rollout..", "dwell.trainer.objective..");

    /** ND4J takes seconds to load: what needs no network must not touch it. */
    @ArchTest
    static final ArchRule whatNeedsNoNetworkDoesNotLoadNd4j = noClasses()
            .that()
            .resideInAnyPackage(
                    "dwell.policies.fixed..",
                    "dwell.trainer.config..",
                    "dwell.trainer.shaping..",
                    "dwell.trainer.report..",
                    "dwell.trainer.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ND4J);

    @ArchTest
    static final ArchRule randomNumbersAreKeyed = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|random\\..*|concurrent\\.ThreadLocalRandom)"
                    + "|java\\.security\\.SecureRandom|org\\.apache\\.commons\\.math3\\.random\\..*"
                    + "|org\\.nd4j\\.linalg\\.api\\.(ops\\.)?r(ng|andom)\\..*")
            .orShould()
            .callMethodWhere(target(nameMatching("random|randomUUID|shuffle"))
                    .and(target(owner(nameMatching("java\\.lang\\.(Strict)?Math|java\\.util\\.(UUID|Collections)")))))
            .orShould()
            .callMethodWhere(target(nameMatching("rand.*|shuffle|choice|getRandom.*|setRandom|exponential"))
                    .and(target(owner(name("org.nd4j.linalg.factory.Nd4j")))));

    /** {@link Backend} redirects standard output while ND4J, which prints, is loaded. */
    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("dwell.trainer.cli..")
            .and()
            .doNotHaveFullyQualifiedName(Backend.class.getName())
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(target(name("printStackTrace")));

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("dwell.trainer.cli..")
            .should()
            .callMethodWhere(target(nameMatching("exit|halt"))
                    .and(target(owner(nameMatching("java\\.lang\\.(System|Runtime)")))));

    /** Reading a DL4J model zip, or any serialised object, runs code that the file names. */
    @ArchTest
    static final ArchRule nothingIsDeserialised = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .orShould()
            .callMethodWhere(target(name("load")).and(target(owner(nameMatching("org\\.deeplearning4j\\..*")))));

    @ArchTest
    static void everyPlugInIsListedForTheServiceLoader(JavaClasses all) {
        for (Class<?> service : List.of(
                Family.class,
                EnvironmentFamily.class,
                Wrapper.class,
                PolicyFamily.class,
                FixedPolicy.class,
                Shaping.class)) {
            List<String> written = all.stream()
                    .filter(one -> one.isAssignableTo(service) && !one.isInterface())
                    .filter(one -> !one.getModifiers().contains(JavaModifier.ABSTRACT))
                    // What wraps another one cannot be a plug-in: a provider is made without arguments.
                    .filter(one -> one.getConstructors().stream()
                            .anyMatch(made -> made.getRawParameterTypes().isEmpty()))
                    .map(JavaClass::getName)
                    .sorted()
                    .toList();
            List<String> listed = ServiceLoader.load(service).stream()
                    .map(provider -> provider.type().getName())
                    .filter(name -> all.contain(name))
                    .sorted()
                    .toList();
            assertThat(listed).as(service.getSimpleName()).isEqualTo(written);
        }
    }
}

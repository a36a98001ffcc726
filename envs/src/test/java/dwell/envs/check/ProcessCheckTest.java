package dwell.envs.check;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessCheckTest {
    /** Answer cheaply or dearly; what is wrong with it is told by the fields. */
    private static final class Coin implements DecisionProcess<String> {
        private final double start;
        private final double feature;
        private final boolean moody;
        private int asked;

        Coin(double start, double feature, boolean moody) {
            this.start = start;
            this.feature = feature;
            this.moody = moody;
        }

        @Override
        public List<String> levels() {
            return List.of("only");
        }

        @Override
        public List<HiddenClass> hiddenClasses() {
            return List.of(new HiddenClass("only", 0, 1));
        }

        @Override
        public List<Action> actions() {
            return List.of(new Action("cheap", ActionKind.ANSWER), new Action("dear", ActionKind.THINK));
        }

        @Override
        public String computeUnit() {
            return "steps";
        }

        @Override
        public List<Chance<String>> start(int hiddenClass) {
            return List.of(new Chance<>(start, "here"));
        }

        @Override
        public List<Choice<String>> choices(String state) {
            double right = moody ? 0.5 + 0.01 * asked++ : 0.5;
            return List.of(
                    Choice.answer(actions().get(0), Ending.ANSWERED, 0, c -> right),
                    Choice.answer(actions().get(1), Ending.ANSWERED, 1, c -> 0.9));
        }

        @Override
        public List<Feature> features() {
            return List.of(new Feature("f", 0, 1, ""));
        }

        @Override
        public void observe(String state, double[] out) {
            out[0] = feature;
        }
    }

    private static List<String> failures(Coin coin) {
        return new ProcessCheck(Stakes.ofPrice(0.1), 200_000)
                .check(coin, Optional.empty()).stream()
                        .filter(finding -> !finding.ok())
                        .map(ProcessCheck.Finding::check)
                        .toList();
    }

    @Test
    void aSoundProcessPasses() {
        assertThat(failures(new Coin(1, 0.5, false))).isEmpty();
    }

    @Test
    void probabilitiesThatDoNotSumToOneAreFoundByTheCompiler() {
        assertThat(failures(new Coin(0.9, 0.5, false))).containsExactly("declaration");
    }

    @Test
    void featuresOutOfBoundsAreFound() {
        assertThat(failures(new Coin(1, 2, false)))
                .containsAnyOf("features", "declaration")
                .hasSize(1);
    }

    @Test
    void aDeclarationThatChangesIsFound() {
        assertThat(failures(new Coin(1, 0.5, true))).containsExactly("determinism");
    }
}

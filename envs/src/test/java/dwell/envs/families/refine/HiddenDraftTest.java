package dwell.envs.families.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Verdict;
import dwell.envs.families.refine.RefineProcess.State;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenDraftTest {
    /** Beliefs and chances of feelings against a sum over all courses that the hidden draft can take. */
    @ParameterizedTest
    @ValueSource(doubles = {0.6, 0.9})
    void feelingsAndAnswersAreThoseOfAHiddenDraft(double signal) {
        RefineParameters parameters = new RefineParameters(
                List.of(0.9, 0.6),
                List.of(-100.0, 250.0),
                List.of(300.0, 900.0),
                List.of(2500.0, 0.0),
                List.of(),
                0.5,
                4,
                300,
                3,
                2,
                100,
                List.of(0.4, 0.2),
                0.1,
                signal);
        CompiledProcess process = ProcessCompiler.compile(new RefineFamily().declare(parameters));
        for (int s = 0; s < process.stateCount(); s++) {
            State state = (State) process.state(s);
            double[] joint = new double[2];
            for (int level = 0; level < 2; level++) {
                double[] mass = new Courses(parameters, level, state).mass();
                joint[level] = (mass[0] + mass[1]) * (state.cue() == level ? 0.75 : 0.25);
                int answer = process.choiceOf(s, 0);
                int right = process.branchBegin(answer);
                assertThat(CompiledProcess.verdictOf(-1 - process.branchTarget(right)))
                        .isEqualTo(Verdict.CORRECT);
                assertThat(process.probability(level, right)).isCloseTo(mass[1] / (mass[0] + mass[1]), within(1e-12));
            }
            assertThat(process.posterior(s, 0)).isCloseTo(joint[0] / (joint[0] + joint[1]), within(1e-12));
        }
    }

    /** Sums over all courses of a draft, wrong or right after each step, with the feelings of a state. */
    private record Courses(RefineParameters parameters, int level, State state) {
        /** Probability of the feelings and of a wrong and of a right draft. */
        double[] mass() {
            double[] out = new double[2];
            double right = parameters.curve(level).accuracy(0);
            walk(0, 0, 1 - right, out);
            walk(0, 1, right, out);
            return out;
        }

        private void walk(int step, int draft, double p, double[] out) {
            if (step == state.thinks() + state.rechecks().length()) {
                out[draft] += p;
                return;
            }
            for (int next = 0; next < 2; next++) {
                walk(step + 1, next, p * move(step, draft, next) * feeling(step, next), out);
            }
        }

        private double move(int step, int draft, int next) {
            double toRight;
            if (step >= state.thinks()) {
                toRight = draft == 1
                        ? 1 - parameters.corruption()
                        : parameters.repairs().get(level);
            } else {
                // Lost at the rate 1 / lossScale; found as often as the curve then needs.
                SaturationCurve curve = parameters.curve(level);
                double from = step * parameters.thinkCompute();
                double to = from + parameters.thinkCompute();
                double keep = curve.lossScale() == 0
                        ? 1
                        : Math.exp((Math.max(from - curve.offset(), 0) - Math.max(to - curve.offset(), 0))
                                / curve.lossScale());
                double before = curve.accuracy(from);
                toRight = draft == 1 ? keep : (curve.accuracy(to) - keep * before) / (1 - before);
            }
            return next == 1 ? toRight : 1 - toRight;
        }

        private double feeling(int step, int draft) {
            boolean sure;
            if (step >= state.thinks()) {
                char felt = state.rechecks().charAt(step - state.thinks());
                if (felt == '.') {
                    return 1;
                }
                sure = felt == '+';
            } else if (state.sureAt() > 0 && step >= state.sureAt()) {
                return 1;
            } else {
                sure = step + 1 == state.sureAt();
            }
            return sure == (draft == 1) ? parameters.signalReliability() : 1 - parameters.signalReliability();
        }
    }
}

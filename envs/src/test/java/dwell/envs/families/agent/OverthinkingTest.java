package dwell.envs.families.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Introspection;
import dwell.envs.families.agent.AgentProcess.State;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

/** A2, the environment half, with fixed policies and no sampling: what the three patterns do to success. */
class OverthinkingTest {
    private static final AgentParameters DEFAULTS = new AgentFamily().defaults();
    private static final Stakes STAKES = new AgentFamily().defaultStakes();
    private static final int STAGES = DEFAULTS.stages();

    /** The default task with acts, feedback and repairs at a multiple of their compute. */
    private static CompiledProcess compile(double multiple) {
        AgentParameters d = DEFAULTS;
        return ProcessCompiler.compile(new AgentProcess(new AgentParameters(
                d.biases(),
                d.weights(),
                d.stages(),
                d.moves(),
                d.gain(),
                d.hazard(),
                d.maxSimulations(),
                d.simulateCompute(),
                multiple * d.actCompute(),
                multiple * d.readCompute(),
                multiple * d.repairCompute(),
                d.paralysis(),
                Introspection.FULL,
                1)));
    }

    /** A policy by the probability that it wants each of its actions in each state. */
    private static PolicyTable policy(CompiledProcess process, ToDoubleBiFunction<State, String> wants) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                String action = process.actions().get(process.actionOf(k)).name();
                probability[k] = process.isDecision(s) ? wants.applyAsDouble((State) process.state(s), action) : 1;
            }
        }
        return PolicyTable.ofChoices(process, probability);
    }

    /** Simulates a stage once, acts on, and reads the feedback of all acts with some probability, at the end. */
    private static PolicyTable lowEffort(CompiledProcess process, double reads) {
        return policy(process, (state, action) -> {
            if (state.acted() == STAGES) {
                return action.equals("act") ? reads : action.equals("submit") ? 1 - reads : 0;
            }
            return action.equals(state.simulations() < 1 ? "simulate" : "act blind") ? 1 : 0;
        });
    }

    /** Simulates as long as it may and reads the feedback of every act. */
    private static PolicyTable highEffort(CompiledProcess process) {
        return policy(process, (state, action) -> {
            boolean simulates = state.acted() < STAGES && state.simulations() < DEFAULTS.maxSimulations();
            return action.equals(simulates ? "simulate" : "act") ? 1 : 0;
        });
    }

    @Test
    void episodesAddUpToTheExactEvaluation() {
        CompiledProcess process = compile(1);
        PolicyTable policy = PolicyTable.ofRows(process, RandomPolicy.rows(process, RandomKey.of(2, Purpose.CHECK), 1));
        Episodes episodes = Episodes.of(process, policy, STAGES);
        assertThat(episodes.success())
                .isCloseTo(Evaluation.overall(process, STAKES, policy).accuracy(), within(1e-12));
        assertThat(episodes.byScore().firstKey()).isGreaterThanOrEqualTo(0);
        assertThat(episodes.byScore().lastKey()).isLessThanOrEqualTo(10);
    }

    /** Success falls with the score over 40 policies drawn at random; p below 0.01. */
    @Test
    void successFallsWithTheScore() {
        CompiledProcess process = compile(1);
        SimpleRegression line = new SimpleRegression();
        for (int n = 0; n < 40; n++) {
            long key = RandomKey.child(RandomKey.of(4, Purpose.CHECK), n);
            PolicyTable policy = PolicyTable.ofRows(process, RandomPolicy.rows(process, key, 2));
            Episodes episodes = Episodes.of(process, policy, STAGES);
            line.addData(episodes.meanScore(), episodes.success());
        }
        assertThat(line.getSlope()).isNegative();
        assertThat(line.getSignificance()).isLessThan(0.01);
    }

    /** The lower score of two samples beats one by at least 10 % relative, at 60 % of the cost of high effort or less. */
    @Test
    void theLowerScoreOfTwoCheapSamplesIsWorthIt() {
        CompiledProcess process = compile(1);
        PolicyTable low = lowEffort(process, 0.3);
        Episodes episodes = Episodes.of(process, low, STAGES);
        double cost = 2 * Evaluation.overall(process, STAKES, low).compute();
        double highCost =
                Evaluation.overall(process, STAKES, highEffort(process)).compute();
        assertThat(episodes.lowestOfTwo()).isGreaterThanOrEqualTo(1.1 * episodes.success());
        assertThat(cost).isLessThanOrEqualTo(0.6 * highCost);
    }

    /**
     * The optimum's score falls when acting is made several times cheaper. Not with every small step: where one more simulation
     * starts to be worth it, it rises by some hundredths, for example between a half and a quarter of the price.
     */
    @Test
    void theOptimumOverthinksLessTheCheaperItIsToAct() {
        double before = 10;
        for (double multiple : new double[] {4, 2, 1, 0.1, 0}) {
            CompiledProcess process = compile(multiple);
            double score = Episodes.of(process, Optimum.of(process, STAKES).policy(), STAGES)
                    .meanScore();
            assertThat(score).as("acting at %s times its price", multiple).isLessThan(before);
            before = score;
        }
        assertThat(before).isEqualTo(0);
    }

    @Test
    void theScoreRunsFromAlwaysInteractingToDetached() {
        OverthinkingScore score = new OverthinkingScore(3);
        assertThat(score.of(0, 0, 0)).isEqualTo(0);
        assertThat(score.of(3, 3, 1)).isEqualTo(10);
        assertThat(score.of(5, 9, 1)).isEqualTo(10);
        assertThat(score.of(0, 0, 1)).isCloseTo(10 / 3.0, within(1e-12));
        assertThat(score.of(1, 2, 0)).isCloseTo(10 / 3.0, within(1e-12));
    }

    /** Each pattern in its pure form costs where the model is most biased; with a good model rogue acts are nearly optimal. */
    @Test
    void eachPatternCanBeShownAloneAndCosts() {
        CompiledProcess process = compile(1);
        int hardest = DEFAULTS.biases().size() - 1;
        double best = Evaluation.of(process, STAKES, Optimum.of(process, STAKES).policy())
                .levels()
                .get(hardest)
                .utility();
        PolicyTable paralysed = highEffort(process);
        PolicyTable rogue = lowEffort(process, 1);
        PolicyTable premature = policy(
                process, (state, action) -> action.equals(state.confirmed() == STAGES - 1 ? "submit" : "act") ? 1 : 0);
        double[] score = {10 / 3.0, 20 / 9.0, 10 / 3.0};
        PolicyTable[] policies = {paralysed, rogue, premature};
        for (int i = 0; i < 3; i++) {
            Episodes episodes = Episodes.of(process, policies[i], STAGES);
            assertThat(episodes.byScore().lastKey()).isGreaterThanOrEqualTo(score[i] - 1e-12);
            assertThat(Evaluation.of(process, STAKES, policies[i])
                            .levels()
                            .get(hardest)
                            .utility())
                    .isLessThan(best - 0.02);
        }
        assertThat(Episodes.of(process, paralysed, STAGES).success()).isCloseTo(1, within(1e-12));
        assertThat(Episodes.of(process, premature, STAGES).success()).isCloseTo(0.25, within(1e-12));
    }
}

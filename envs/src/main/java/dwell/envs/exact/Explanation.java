package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Episode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the choices of one episode cost and what chance brought, against the optimum. With {@code V*} and {@code Q*} of
 * {@link Optimum}, step {@code t} costs {@code V*(s) - Q*(s, a)} and is lucky by
 * {@code -price * compute + V*(s') - Q*(s, a)}, where {@code V*} of an end is the value of its verdict. The sums telescope:
 * {@code utility = startValue - cost + luck}. Under the policy the mean of {@code cost} over episodes is its regret
 * (performance-difference identity), and the mean of {@code luck} is 0.
 *
 * @param steps as in the episode
 * @param startValue optimal utility from the item's start state
 * @param cost sum over steps, at least 0: the episode's regret
 * @param luck sum over steps
 * @param compute units spent
 * @param utility received: value of the verdict minus price times compute
 */
public record Explanation(
        List<Step> steps, double startValue, double cost, double luck, double compute, double utility) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param at state, observation, choice and what followed
     * @param value optimal utility from the state on
     * @param cost {@code value} minus the utility of the choice, then acting optimally; 0 in forced moves
     * @param kind of mistake; null where the choice costs nothing
     * @param luck what followed, less what was to be expected of the choice
     * @param compute units spent
     */
    public record Step(Episode.Step at, double value, double cost, LossKind kind, double luck, double compute) {}

    /** Explains an episode of the process of an optimum. */
    public static Explanation of(Optimum optimum, Episode episode) {
        CompiledProcess process = optimum.process();
        Stakes stakes = optimum.stakes();
        double[] terminal = Backward.terminalValues(stakes);
        List<Step> steps = new ArrayList<>();
        double costs = 0;
        double lucks = 0;
        double spent = 0;
        for (Episode.Step at : episode.steps()) {
            double value = optimum.value(at.state());
            double q = optimum.q(at.choice());
            double compute = process.compute(episode.item().hiddenClass(), at.choice());
            int target = process.branchTarget(at.branch());
            double next = target < 0 ? terminal[-1 - target] : optimum.value(target);
            double cost = value - q;
            double luck = next - stakes.price() * compute - q;
            LossKind kind = cost > 0 ? LossKind.of(process, at.choice(), optimum.best(at.state())) : null;
            steps.add(new Step(at, value, cost, kind, luck, compute));
            costs += cost;
            lucks += luck;
            spent += compute;
        }
        double utility = terminal[episode.terminal()] - stakes.price() * spent;
        return new Explanation(steps, optimum.value(episode.item().startState()), costs, lucks, spent, utility);
    }
}

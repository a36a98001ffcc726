package dwell.envs.process;

import dwell.envs.Action;
import java.util.List;
import java.util.Optional;

/**
 * The declaration of a task: hidden classes with a prior, start states given the class, what can be done in each state
 * and what follows, and what a policy is shown. Nothing else; the simulator, the exact optimum, the exact evaluation and
 * the exact gradient are derived from it.
 *
 * <p>A state is a <em>sufficient statistic</em> of everything that has happened in the episode: the posterior over hidden
 * classes at a state must be the same along every path into it. States must be acyclic (an episode cannot come back to
 * a state) and finitely many. {@link ProcessCompiler} checks both and names the paths where they fail.
 *
 * <p>Implementations are immutable; methods are pure and are called only while the process is compiled.
 *
 * @param <S> the state: an immutable value with {@code equals}, {@code hashCode} and a readable {@code toString}, best a
 *     record
 */
public interface DecisionProcess<S> {
    /** The names of the difficulty levels, easiest first. */
    List<String> levels();

    /** What cannot be seen. Index in this list is "the hidden class" everywhere. */
    List<HiddenClass> hiddenClasses();

    /** The actions of the process; a policy has one logit for each, in this order. */
    List<Action> actions();

    /** What one unit of compute is, for axes and tables: "votes", "tokens". */
    String computeUnit();

    /**
     * The start states of an item of the given class. The start state belongs to the item: the rollouts of a group share
     * it. What is drawn later belongs to the rollout.
     */
    List<Chance<S>> start(int hiddenClass);

    /**
     * Whether what is right follows from the hidden class alone, so that an answer found for one item can be judged for
     * another. True where the class holds the truth. False where the class is no more than the level and the state holds how
     * good the answer is: such a state says nothing about the answer to another item.
     */
    default boolean answersFollowClass() {
        return false;
    }

    /** What can be done in a state: at least one choice, each action at most once. */
    List<Choice<S>> choices(S state);

    /** The features of an observation, in order. */
    List<Feature> features();

    /**
     * Writes the features of a state.
     *
     * @param out shape [features], owned by the caller, all of it is to be written
     */
    void observe(S state, double[] out);

    /**
     * The state that is read when {@code state} is looked at. The policy sees the features of the reading. By default a
     * state is read as it is; where a policy's access to its own evidence is blurred, a fresh reading is drawn at each
     * decision.
     */
    default List<Chance<S>> readings(S state) {
        return List.of(new Chance<>(1, state));
    }

    /** Where a state is drawn in the plot of the policy; empty if it is not drawn. */
    default Optional<PlotPoint> plotPoint(S state) {
        return Optional.empty();
    }

    /** The names of the two axes of {@link #plotPoint}. */
    default List<String> plotAxes() {
        return List.of("x", "y");
    }

    /**
     * Names of what is counted in an episode beyond thinks and compute, for example "rogue actions". Counts describe a policy;
     * they are never rewarded or observed.
     */
    default List<String> tallies() {
        return List.of();
    }

    /**
     * How often an action, taken in a state by an item of a hidden class, adds to each count; a chance where it depends on what
     * the state integrates out.
     *
     * @param action one of {@link #choices}
     * @param hiddenClass one that the state leaves possible
     * @param out shape [tallies], zeros, owned by the caller
     */
    default void tally(S state, Action action, int hiddenClass, double[] out) {}
}

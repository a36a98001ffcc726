package dwell.envs.process;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Verdict;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * One thing that can be done in a state. A state with one choice is a forced move: it is carried out but is not a
 * decision, and it is never trained on.
 *
 * @param action what is done; null for a move of nature, which nobody chooses
 * @param compute compute units spent, given the hidden class; at least 0
 * @param branches what can follow, given the hidden class; the probabilities sum to 1
 */
public record Choice<S>(Action action, IntToDoubleFunction compute, IntFunction<List<Branch<S>>> branches) {
    /** An action that costs the same compute whatever the hidden class. */
    public static <S> Choice<S> of(Action action, double compute, IntFunction<List<Branch<S>>> branches) {
        return new Choice<>(action, hiddenClass -> compute, branches);
    }

    /** A free move of nature, for example evidence that arrives unasked. */
    public static <S> Choice<S> nature(IntFunction<List<Branch<S>>> branches) {
        return of(null, 0, branches);
    }

    /**
     * An answer: the episode ends, correctly with a probability that depends on the hidden class.
     *
     * @param correct probability of a correct answer given the hidden class, in [0, 1]
     */
    public static <S> Choice<S> answer(Action action, Ending ending, double compute, IntToDoubleFunction correct) {
        return answer(action, ending, hiddenClass -> compute, correct);
    }

    /** An answer whose compute depends on the hidden class. */
    public static <S> Choice<S> answer(
            Action action, Ending ending, IntToDoubleFunction compute, IntToDoubleFunction correct) {
        return new Choice<>(action, compute, hiddenClass -> {
            double p = correct.applyAsDouble(hiddenClass);
            return List.of(Branch.end(p, ending, Verdict.CORRECT), Branch.end(1 - p, ending, Verdict.WRONG));
        });
    }

    /** Ending without an answer. */
    public static <S> Choice<S> abstain(Action action) {
        return of(action, 0, hiddenClass -> List.of(Branch.end(1, Ending.ABSTAINED, Verdict.NONE)));
    }
}

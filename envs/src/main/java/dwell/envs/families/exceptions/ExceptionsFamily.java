package dwell.envs.families.exceptions;

import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code exceptions-v1}: know when the first impression is better than a thought-out rule. See {@link ExceptionsProcess}. */
public final class ExceptionsFamily implements Family<ExceptionsParameters> {
    @Override
    public String id() {
        return "exceptions-v1";
    }

    @Override
    public String summary() {
        return "thinking replaces the first impression by a rule: worse on some levels, better on others, and a cue tells which";
    }

    @Override
    public String description() {
        return "The first impression is right with one probability, a thought-out rule with another, and each think makes it"
                + " likelier that the rule has replaced the impression. Where patterns are learned without words, as in"
                + " artificial grammars, and where cases are exceptions to the rule, thinking hurts even if it is free; elsewhere"
                + " it helps. A cue and the signs that thinking turns up tell which it is (Mind Your Step, arXiv 2410.21333:"
                + " 94.95 % of an artificial grammar right when answered directly, 58.64 % by a reasoning model)."
                + " With a second answer action one can go back to the first impression after having thought.";
    }

    @Override
    public ExceptionsParameters defaults() {
        return new ExceptionsParameters(
                List.of(0.95, 0.55, 0.80, 0.60, 0.62),
                List.of(0.59, 0.95, 0.60, 0.80, 0.51),
                List.of(),
                0.7,
                4,
                0.6,
                1,
                0.7,
                false);
    }

    @Override
    public DecisionProcess<?> declare(ExceptionsParameters parameters) {
        return new ExceptionsProcess(parameters);
    }
}

package dwell.envs.families.chain;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.families.Introspection;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code chain-v1}: many dependent steps, each of which may go wrong. See {@link ChainProcess}. */
public final class ChainFamily implements Family<ChainParameters> {
    @Override
    public String id() {
        return "chain-v1";
    }

    @Override
    public String summary() {
        return "do a chain of dependent steps, plainly or with thought, check it for own errors, or guess; levels differ in length";
    }

    @Override
    public String description() {
        return "The answer needs K steps, all of them right. A plain step is cheap, and the more errors of its own stand in the"
                + " context the less reliable it is; a step with thought costs more and does not look at them. A check goes"
                + " over all that is done and repairs each error with some probability. The answer can be guessed at any time:"
                + " chains that are too long are not worth starting. With independent steps of accuracy p the chain is right"
                + " with probability p^K, so success s reaches up to length ln s / ln p (the illusion of diminishing returns,"
                + " Sinha et al. 2025). Whether own errors are seen is the parameter introspection; the optimum sees them.";
    }

    @Override
    public ChainParameters defaults() {
        return new ChainParameters(
                List.of(1, 2, 4, 8, 16),
                List.of(0.9),
                List.of(),
                0.5,
                0.2,
                0.98,
                0,
                0,
                1,
                2.5,
                1,
                0.7,
                2,
                0.2,
                Introspection.FULL,
                0.8);
    }

    @Override
    public Stakes defaultStakes() {
        return Stakes.ofPrice(0.03);
    }

    @Override
    public DecisionProcess<?> declare(ChainParameters parameters) {
        return new ChainProcess(parameters);
    }
}

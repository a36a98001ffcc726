package dwell.envs.replay;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;
import java.util.Optional;

/**
 * {@code replay-v1}: recorded results of real models, read as a {@link RouteProcess} or a {@link CascadeProcess}. The
 * results are those of a built-in table ({@link BuiltInTables}) or of a CSV file with the columns
 * {@code source,model,domain,group,level,question,mode,samples,correct,tokens}, one row for each question and mode.
 */
public final class ReplayFamily implements Family<ReplayParameters> {
    @Override
    public String id() {
        return "replay-v1";
    }

    @Override
    public String summary() {
        return "recorded results of real models: choose how much a model thinks on an item, at a price per token";
    }

    @Override
    public ReplayParameters defaults() {
        return new ReplayParameters("otis-gpt-5.2", "", "", "", List.of(), ReplayReading.ROUTE, 0.9, 0.8, false, 0, 0);
    }

    /**
     * One for a correct answer, nothing for a wrong one, 4e-5 for a token: a right answer is worth 25,000 tokens, and four
     * points of accuracy pay for 1000 tokens.
     *
     * <p>At this price no single mode is best on the default table. Medium effort is best where the cue shows level 1, 4 or 5,
     * low effort where it shows 2 or 3. On levels 2 and 3 low effort is right on 96 of 100 questions or more, and medium
     * gains less than its tokens cost; on levels 4 and 5 medium gains 14 and 56 points; on level 1 medium costs only 184 tokens
     * more. High and xhigh gain too little everywhere. The optimum is worth 0.6234, always medium 0.6192, always low 0.6073,
     * always xhigh 0.2166. On the other tables the price falls between the break-even prices of the levels too: thinking pays
     * on levels 4 and 5 of {@code math500-r1-7b}, and on levels 3 and 4 of {@code otis-opus-4.5}, but not on level 5, which is
     * too hard for it.
     */
    @Override
    public Stakes defaultStakes() {
        return Stakes.ofPrice(4e-5);
    }

    @Override
    public DecisionProcess<?> declare(ReplayParameters parameters) {
        RecordedResults results = results(parameters);
        return declare(
                parameters.split() > 0
                        ? HeldOutSplit.of(results, parameters.split(), parameters.splitSeed())
                                .train()
                        : results,
                parameters);
    }

    @Override
    public Optional<DecisionProcess<?>> heldOut(ReplayParameters parameters) {
        if (parameters.split() == 0) {
            return Optional.empty();
        }
        RecordedResults heldOut = HeldOutSplit.of(results(parameters), parameters.split(), parameters.splitSeed())
                .heldOut();
        return Optional.of(declare(heldOut, parameters));
    }

    private static RecordedResults results(ReplayParameters parameters) {
        return parameters.file().isEmpty()
                ? BuiltInTables.load(parameters.table())
                        .cheapestFirst(parameters.modes(), "table " + parameters.table())
                : FileResults.read(parameters);
    }

    private static DecisionProcess<?> declare(RecordedResults results, ReplayParameters parameters) {
        return switch (parameters.reading()) {
            case ROUTE -> new RouteProcess(results, parameters);
            case CASCADE -> new CascadeProcess(results, parameters);
        };
    }
}

package dwell.envs.replay;

import dwell.envs.Help;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Parameters of {@link ReplayFamily}. */
public record ReplayParameters(
        @Help("name of a built-in table of recorded results, for example otis-gpt-5.2; not read where a file is named")
        String table,

        @Help("CSV file of recorded results by question, read instead of the table; empty for the table")
        String file,

        @Help("the model in the file whose results are replayed; empty where the file has only one")
        String model,

        @Help("the group of questions in the file; * for all of the model's groups; empty where there is only one")
        String group,

        @Help("names of the modes, cheapest first, at least 2; empty for all modes in the order of their mean tokens")
        List<String> modes,

        @Help("route (choose one mode for the item) or cascade (run modes in turn until an answer is good enough)")
        ReplayReading reading,

        @Help("probability that the cue shows the item's level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help(
                "cascade: probability that the signal after a run is confident if its answer is right, and unsure if it is"
                        + " wrong, in [0, 1]")
        double signalReliability,

        @Help("whether the policy may end without an answer")
        boolean abstain,

        @Help("share of the file's questions, by level, that is held out of training, in [0, 1)")
        double split,

        @Help("which questions are held out; another seed holds out others")
        long splitSeed) {
    /** The value of {@code group} that takes all groups. */
    static final String ALL_GROUPS = "*";

    public ReplayParameters {
        Objects.requireNonNull(reading, "reading");
        modes = List.copyOf(modes);
        if (file.isEmpty()) {
            require(
                    BuiltInTables.names().contains(table),
                    "table must be one of %s, was %s"
                            .formatted(String.join(", ", BuiltInTables.names()), table.isEmpty() ? "empty" : table));
            require(model.isEmpty(), "model chooses among the models of a file, and no file is named; was " + model);
            require(group.isEmpty(), "group chooses among the groups of a file, and no file is named; was " + group);
            require(
                    !(split > 0),
                    "split must be 0 where no file is named, since a table has no questions; was " + split);
        }
        require(modes.size() != 1, "modes must be empty or name at least 2 modes, was " + modes);
        require(new HashSet<>(modes).size() == modes.size(), "modes must not name a mode twice, was " + modes);
        require(cueReliability >= 0 && cueReliability <= 1, "cueReliability must lie in [0, 1], was " + cueReliability);
        require(
                signalReliability >= 0 && signalReliability <= 1,
                "signalReliability must lie in [0, 1], was " + signalReliability);
        require(split >= 0 && split < 1, "split must lie in [0, 1), was " + split);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

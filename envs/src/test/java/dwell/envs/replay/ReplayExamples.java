package dwell.envs.replay;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters and random results for the tests of this package. */
final class ReplayExamples {
    private ReplayExamples() {}

    static ReplayParameters table(String table, ReplayReading reading, double cueReliability) {
        return new ReplayParameters(table, "", "", "", List.of(), reading, cueReliability, 0.8, false, 0, 0);
    }

    static ReplayParameters process(
            ReplayReading reading, double cueReliability, double signalReliability, boolean abstain) {
        return new ReplayParameters(
                "otis-gpt-5.2", "", "", "", List.of(), reading, cueReliability, signalReliability, abstain, 0, 0);
    }

    static ReplayParameters file(String file, String model, String group, List<String> modes, double split, long seed) {
        return new ReplayParameters(
                "otis-gpt-5.2", file, model, group, modes, ReplayReading.ROUTE, 0.7, 0.8, false, split, seed);
    }

    static CompiledProcess compile(ReplayParameters parameters) {
        return ProcessCompiler.compile(new ReplayFamily().declare(parameters));
    }

    static CompiledProcess compile(RecordedResults results, ReplayParameters parameters) {
        return parameters.reading() == ReplayReading.ROUTE
                ? ProcessCompiler.compile(new RouteProcess(results, parameters))
                : ProcessCompiler.compile(new CascadeProcess(results, parameters));
    }

    /** Two items of each level with random accuracies, tokens of about 1, 2, 3 ... and random weights. */
    static RecordedResults random(long seed, int levels, int groups, int modes) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), levels);
        List<RecordedItem> items = new ArrayList<>();
        for (int i = 0; i < 2 * levels; i++) {
            long ofItem = RandomKey.child(key, i);
            items.add(new RecordedItem(
                    "item " + i,
                    i / 2,
                    i % groups,
                    0.5 + RandomKey.uniform(ofItem, 0),
                    IntStream.range(0, modes)
                            .mapToObj(m -> RandomKey.uniform(ofItem, 1 + m))
                            .toList(),
                    IntStream.range(0, modes)
                            .mapToObj(m -> m + 0.5 + RandomKey.uniform(ofItem, 100 + m))
                            .toList()));
        }
        return new RecordedResults(names("level", levels), names("group", groups), names("mode", modes), items);
    }

    private static List<String> names(String what, int count) {
        return IntStream.range(0, count).mapToObj(i -> what + " " + i).toList();
    }

    static double totalWeight(RecordedResults results) {
        return results.items().stream().mapToDouble(RecordedItem::weight).sum();
    }
}

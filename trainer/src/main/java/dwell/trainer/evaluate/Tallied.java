package dwell.trainer.evaluate;

import dwell.envs.exact.Tallies;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that the process counts, per item.
 *
 * @param name for example {@code rogue actions}
 * @param count expected under the policy
 * @param optimalCount expected under the optimal policy
 * @param levels {@code count} by level, easiest first
 * @param optimalLevels {@code optimalCount} by level
 */
public record Tallied(String name, double count, double optimalCount, List<Double> levels, List<Double> optimalLevels) {
    static List<Tallied> of(Tallies own, Tallies optimal) {
        List<Tallied> out = new ArrayList<>();
        for (int t = 0; t < own.names().size(); t++) {
            int tally = t;
            out.add(new Tallied(
                    own.names().get(t),
                    own.overall().get(t),
                    optimal.overall().get(t),
                    own.levels().stream().map(level -> level.get(tally)).toList(),
                    optimal.levels().stream().map(level -> level.get(tally)).toList()));
        }
        return out;
    }
}

package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way in which an episode of an item can go.
 *
 * @param cells its decisions in order, {@code row * actions + action} with rows of the process
 * @param terminal how it ends, see {@link CompiledProcess#TERMINALS}
 * @param thinks deliberate actions chosen
 * @param compute units spent
 * @param chance probability of all that the policy does not choose
 */
public record EpisodePath(List<Integer> cells, int terminal, int thinks, double compute, double chance) {
    public EpisodePath {
        cells = List.copyOf(cells);
    }

    /**
     * All ways of an item's episodes; those that differ in nothing that is seen, ended, thought or spent are one.
     *
     * @param most how many are wanted at most
     * @return empty if there are more
     */
    public static List<EpisodePath> of(CompiledProcess process, Item item, int most) {
        Walk walk = new Walk(process, item.hiddenClass(), most);
        return walk.from(item.startState(), new ArrayList<>(), 0, 0, 1) ? List.copyOf(walk.merged()) : List.of();
    }

    private record Seen(List<Integer> cells, int terminal, int thinks, double compute) {}

    private static final class Walk {
        private final CompiledProcess process;
        private final int hiddenClass;
        private final int most;
        private final Map<Seen, Double> found = new LinkedHashMap<>();

        Walk(CompiledProcess process, int hiddenClass, int most) {
            this.process = process;
            this.hiddenClass = hiddenClass;
            this.most = most;
        }

        List<EpisodePath> merged() {
            return found.entrySet().stream()
                    .map(e -> new EpisodePath(
                            e.getKey().cells(),
                            e.getKey().terminal(),
                            e.getKey().thinks(),
                            e.getKey().compute(),
                            e.getValue()))
                    .toList();
        }

        boolean from(int state, List<Integer> cells, int thinks, double compute, double chance) {
            if (!process.isDecision(state)) {
                return choose(process.choiceBegin(state), cells, thinks, compute, chance);
            }
            for (int i = process.readingBegin(state); i < process.readingBegin(state + 1); i++) {
                for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
                    int action = process.actionOf(k);
                    boolean deliberates = process.actions().get(action).kind().deliberates();
                    cells.add(process.readingRow(i) * process.actionCount() + action);
                    boolean fits = choose(
                            k, cells, thinks + (deliberates ? 1 : 0), compute, chance * process.readingProbability(i));
                    cells.remove(cells.size() - 1);
                    if (!fits) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean choose(int choice, List<Integer> cells, int thinks, double compute, double chance) {
            double spent = compute + process.compute(hiddenClass, choice);
            for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
                double probability = chance * process.probability(hiddenClass, b);
                if (probability == 0) {
                    continue;
                }
                int target = process.branchTarget(b);
                if (target >= 0) {
                    if (!from(target, cells, thinks, spent, probability)) {
                        return false;
                    }
                    continue;
                }
                found.merge(new Seen(List.copyOf(cells), -1 - target, thinks, spent), probability, Double::sum);
                if (found.size() > most) {
                    return false;
                }
            }
            return true;
        }
    }
}

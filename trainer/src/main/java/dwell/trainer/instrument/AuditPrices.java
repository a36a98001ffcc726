package dwell.trainer.instrument;

import dwell.envs.Verdict;
import dwell.trainer.instrument.AuditReport.Budget;
import dwell.trainer.instrument.AuditReport.Dominated;
import java.util.ArrayList;
import java.util.List;

/**
 * What rewards of outcomes pay on one level: an ordering table by budget, the rate at which compute is exchanged for accuracy,
 * and break-evens. Immutable.
 */
final class AuditPrices {
    private static final int MOST_EXACT = 64;
    private static final int BINS = 24;
    private static final double NOTHING = 1e-12;

    private final List<Cell> cells;
    private final Cell direct;
    private final Dominated dominated;

    private AuditPrices(List<Cell> cells, Cell direct, Dominated dominated) {
        this.cells = cells;
        this.direct = direct;
        this.dominated = dominated;
    }

    /** Mean compute and reward of right and of wrong answers, weighted. */
    private static final class Cell {
        final double[] weight = new double[2];
        final double[] compute = new double[2];
        final double[] reward = new double[2];
        double thought;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;

        void add(ShapedOutcome outcome, double w, double r) {
            int side = outcome.correct() ? 0 : 1;
            weight[side] += w;
            compute[side] += w * outcome.compute();
            reward[side] += w * r;
            thought += outcome.thinks() > 0 ? w : 0;
            least = Math.min(least, outcome.compute());
            most = Math.max(most, outcome.compute());
        }

        double compute() {
            return least == most ? least : (compute[0] + compute[1]) / (weight[0] + weight[1]);
        }

        double compute(int side) {
            return least == most ? least : compute[side] / weight[side];
        }

        double reward(int side) {
            return reward[side] / weight[side];
        }

        Double shown(int side) {
            return weight[side] > 0 ? reward(side) : null;
        }

        boolean both() {
            return weight[0] > 0 && weight[1] > 0;
        }
    }

    /**
     * The prices on a level.
     *
     * @param weights of outcomes, shape [outcomes]
     * @param reward of outcomes, shape [outcomes]
     */
    static AuditPrices of(ShapedStates states, int[][] outcomesOfItem, int level, double[] weights, double[] reward) {
        double[] computes = states.outcomes.stream()
                .filter(o -> level(states, o) == level && o.verdict() != Verdict.NONE)
                .mapToDouble(ShapedOutcome::compute)
                .sorted()
                .distinct()
                .toArray();
        Cell direct = new Cell();
        List<Cell> cells = new ArrayList<>();
        if (computes.length > 0) {
            double least = computes[0];
            double span = computes[computes.length - 1] - least;
            boolean exact = computes.length <= MOST_EXACT;
            for (int i = 0; i < (exact ? computes.length : BINS); i++) {
                cells.add(new Cell());
            }
            for (int o = 0; o < weights.length; o++) {
                ShapedOutcome outcome = states.outcomes.get(o);
                if (level(states, outcome) != level || outcome.verdict() == Verdict.NONE || !(weights[o] > 0)) {
                    continue;
                }
                int place = exact
                        ? java.util.Arrays.binarySearch(computes, outcome.compute())
                        : (int) Math.min(BINS - 1, (outcome.compute() - least) / span * BINS);
                cells.get(place).add(outcome, weights[o], reward[o]);
                if (outcome.thinks() == 0) {
                    direct.add(outcome, weights[o], reward[o]);
                }
            }
            cells.removeIf(cell -> cell.weight[0] + cell.weight[1] == 0);
        }
        return new AuditPrices(cells, direct, dominated(states, outcomesOfItem, level, weights, reward));
    }

    private static int level(ShapedStates states, ShapedOutcome outcome) {
        return states.process.levelOf(states.classOfItem[outcome.item()]);
    }

    private static Dominated dominated(
            ShapedStates states, int[][] outcomesOfItem, int level, double[] weights, double[] reward) {
        Dominated worst = null;
        for (int item = 0; item < outcomesOfItem.length; item++) {
            if (states.process.levelOf(states.classOfItem[item]) != level) {
                continue;
            }
            int right = -1;
            int wrong = -1;
            for (int o : outcomesOfItem[item]) {
                Verdict verdict = states.outcomes.get(o).verdict();
                if (!(weights[o] > 0)) {
                    continue;
                }
                if (verdict == Verdict.CORRECT && (right < 0 || reward[o] < reward[right])) {
                    right = o;
                }
                if (verdict == Verdict.WRONG && (wrong < 0 || reward[o] > reward[wrong])) {
                    wrong = o;
                }
            }
            if (right >= 0 && wrong >= 0 && reward[wrong] > reward[right] + NOTHING) {
                Dominated pair = new Dominated(
                        states.outcomes.get(wrong).compute(),
                        reward[wrong],
                        states.outcomes.get(right).compute(),
                        reward[right]);
                if (worst == null
                        || pair.wrongReward() - pair.rightReward() > worst.wrongReward() - worst.rightReward()) {
                    worst = pair;
                }
            }
        }
        return worst;
    }

    Dominated dominated() {
        return dominated;
    }

    List<Budget> budgets() {
        return cells.stream()
                .map(cell -> new Budget(cell.compute(), cell.shown(0), cell.shown(1)))
                .toList();
    }

    /**
     * Accuracy points that one compute unit less is worth at a budget: what a unit costs a right answer times the accuracy, plus
     * what it costs a wrong one times the rest, over what being right is worth, times 100.
     *
     * @return null where there is no further budget, or being right is not paid
     */
    Double rate(double budget, double accuracy) {
        List<Cell> both = cells.stream().filter(Cell::both).toList();
        if (both.size() < 2) {
            return null;
        }
        int at = 0;
        while (at + 2 < both.size() && both.get(at + 1).compute() <= budget + NOTHING) {
            at++;
        }
        Cell here = both.get(at);
        Cell next = both.get(at + 1);
        double worth = here.reward(0) - here.reward(1);
        return worth > NOTHING
                ? 100 * (accuracy * slope(here, next, 0) + (1 - accuracy) * slope(here, next, 1)) / worth
                : null;
    }

    private static double slope(Cell here, Cell next, int side) {
        double lost = here.reward(side) - next.reward(side);
        return Math.abs(lost) > NOTHING ? lost / (next.compute(side) - here.compute(side)) : 0;
    }

    /** The least budget of thinking that is at least so much, the largest where all are less; NaN where nothing is thought. */
    double thinking(double atLeast) {
        Cell cell = thinkingCell(atLeast);
        return cell == null ? Double.NaN : cell.compute();
    }

    private Cell thinkingCell(double atLeast) {
        Cell found = null;
        for (Cell cell : cells) {
            if (cell.thought > 0 && cell.both()) {
                found = cell;
                if (cell.compute() >= atLeast - NOTHING) {
                    return cell;
                }
            }
        }
        return found;
    }

    /**
     * The accuracy of thinking that pays as much as answering at once.
     *
     * @param p0 accuracy of answering at once
     * @return null where one of both is not possible, or being right is not paid
     */
    Double breakEven(double p0, double budget) {
        Cell cell = thinkingCell(budget);
        if (cell == null || !direct.both()) {
            return null;
        }
        return breakEven(p0, direct.reward(0), direct.reward(1), cell.reward(0), cell.reward(1));
    }

    /**
     * {@code p1} with {@code p1 right + (1 - p1) wrong = p0 directRight + (1 - p0) directWrong}; null where right is not paid above
     * wrong.
     */
    static Double breakEven(double p0, double directRight, double directWrong, double right, double wrong) {
        double at = p0 * directRight + (1 - p0) * directWrong;
        return right - wrong > NOTHING ? (at - wrong) / (right - wrong) : null;
    }

    /** What more compute does to the reward of wrong answers from budget to budget: charged, free, paid, or both. */
    String wrongAnswers() {
        List<Cell> wrong = cells.stream().filter(cell -> cell.weight[1] > 0).toList();
        boolean charged = false;
        boolean paid = false;
        for (int i = 1; i < wrong.size(); i++) {
            double lost = wrong.get(i - 1).reward(1) - wrong.get(i).reward(1);
            charged |= lost > NOTHING;
            paid |= lost < -NOTHING;
        }
        return charged && paid ? "both" : charged ? "charged" : paid ? "paid" : "free";
    }
}

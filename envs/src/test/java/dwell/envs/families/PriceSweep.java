package dwell.envs.families;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;

/** The optimum's share of items that are thought about, at the middles of the steps of a falling price. */
public final class PriceSweep {
    private final List<Double> prices = new ArrayList<>();
    private final List<Evaluation> optima = new ArrayList<>();

    /**
     * @param step of the price; the prices are the middles of the steps, so that no round number is met
     * @param steps how many, from the dearest down to half a step above 0
     */
    public PriceSweep(CompiledProcess process, Stakes stakes, double step, int steps) {
        for (int i = steps - 1; i >= 0; i--) {
            double price = (i + 0.5) * step;
            Stakes at = stakes.withPrice(price);
            prices.add(price);
            optima.add(Evaluation.of(process, at, Optimum.of(process, at).policy()));
        }
    }

    /**
     * A jump of one level's think rate.
     *
     * @param level that is now thought about
     * @param above the last price at which it is not, the lower end of the bracket being one step below
     */
    public record Jump(int level, double above) {}

    /** All prices, falling. */
    public List<Double> prices() {
        return prices;
    }

    /** The optimum at a price. */
    public Evaluation at(int i) {
        return optima.get(i);
    }

    /**
     * The jumps from 0 to 1, dearest first.
     *
     * @throws AssertionError if a think rate takes another value than 0 or 1, starts at 1 or falls with the price
     */
    public List<Jump> jumps() {
        List<Jump> jumps = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            List<Performance> levels = optima.get(i).levels();
            for (int level = 0; level < levels.size(); level++) {
                double before =
                        i == 0 ? 0 : optima.get(i - 1).levels().get(level).thinks();
                double here = levels.get(level).thinks();
                if (Math.abs(here - before - 1) < 1e-12) {
                    if (i == 0) {
                        throw new AssertionError("level %d is thought about at the dearest price".formatted(level));
                    }
                    jumps.add(new Jump(level, prices.get(i - 1)));
                } else if (Math.abs(here - before) > 1e-12) {
                    throw new AssertionError("think rate of level %d goes from %s to %s at price %s"
                            .formatted(level, before, here, prices.get(i)));
                }
            }
        }
        return jumps;
    }
}

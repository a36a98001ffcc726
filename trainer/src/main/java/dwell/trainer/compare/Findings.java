package dwell.trainer.compare;

import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.Contrast;
import dwell.trainer.compare.ComparisonSummary.Difference;
import dwell.trainer.compare.ComparisonSummary.Overall;
import dwell.trainer.compare.ComparisonSummary.ProcessFacts;
import dwell.trainer.config.CompareFile;
import dwell.trainer.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the figures of a comparison say, in words, and how sure that is. */
final class Findings {
    /** Chance of any false alarm among all contrasts. */
    static final double ALARM = 0.05;

    private static final int NAMED = 4;

    private final ComparisonSummary figures;

    private Findings(ComparisonSummary figures) {
        this.figures = figures;
    }

    /** The figures with verdict and notes. */
    static ComparisonSummary stated(ComparisonSummary figures) {
        Findings findings = new Findings(figures);
        return new ComparisonSummary(
                figures.format(),
                figures.name(),
                figures.dwell(),
                figures.baseline(),
                figures.arms(),
                figures.seeds(),
                figures.processes(),
                figures.cells(),
                figures.overall(),
                figures.contrasts(),
                figures.differences(),
                findings.verdict(),
                findings.notes());
    }

    private List<String> verdict() {
        List<String> out = new ArrayList<>();
        leader().ifPresent(out::add);
        if (figures.arms().size() > 1) {
            out.addAll(againstBaseline());
        }
        failures().ifPresent(out::add);
        collapses().ifPresent(out::add);
        return out;
    }

    private Optional<String> leader() {
        List<Overall> scored = figures.overall().stream()
                .filter(one -> one.interquartileMean() != null)
                .sorted(Comparator.comparingDouble(
                        (Overall one) -> -one.interquartileMean().estimate()))
                .toList();
        if (scored.size() < 2) {
            return Optional.empty();
        }
        Overall first = scored.get(0);
        Overall second = scored.get(1);
        boolean apart =
                first.interquartileMean().low() > second.interquartileMean().high();
        return Optional.of(
                "%s has the highest normalised score, %s of what thinking can gain (interquartile mean, 95 %% interval %s), over %s and %d seeds; next is %s with %s (%s): the intervals %s."
                        .formatted(
                                first.arm(),
                                percent(first.interquartileMean().estimate()),
                                ends(first.interquartileMean()),
                                count(first.processes(), "process", "processes"),
                                figures.seeds().size(),
                                second.arm(),
                                percent(second.interquartileMean().estimate()),
                                ends(second.interquartileMean()),
                                apart ? "do not overlap" : "overlap"));
    }

    private List<String> againstBaseline() {
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (Contrast one : figures.contrasts()) {
            String where = figures.processes().size() == 1 ? one.arm() : one.arm() + " on " + one.process();
            if (one.paired() == null) {
                open.add(where + " (too few results)");
                continue;
            }
            Interval gain = one.paired().mean();
            if (gain.low() == 0 && gain.high() == 0) {
                same.add(where);
                continue;
            }
            String words = "%s (%s [%s, %s], p %s)"
                    .formatted(
                            where,
                            signed(gain.estimate()),
                            signed(gain.low()),
                            signed(gain.high()),
                            pValue(one.pairedHolm()));
            (one.pairedHolm() > ALARM ? open : gain.estimate() > 0 ? better : worse).add(words);
        }
        List<String> out = new ArrayList<>();
        if (!better.isEmpty()) {
            out.add("Worth more than %s: %s.".formatted(figures.baseline(), named(better)));
        }
        if (!worse.isEmpty()) {
            out.add("Worth less than %s: %s.".formatted(figures.baseline(), named(worse)));
        }
        if (!open.isEmpty()) {
            out.add("Not told apart from %s by %d seeds: %s."
                    .formatted(figures.baseline(), figures.seeds().size(), named(open)));
        }
        if (!same.isEmpty()) {
            out.add("Worth exactly as much as %s on every seed: %s.".formatted(figures.baseline(), named(same)));
        }
        return out;
    }

    private Optional<String> failures() {
        List<String> failed = figures.cells().stream()
                .filter(cell -> cell.failed() > 0)
                .map(cell -> "%s on %s (%d of %d)"
                        .formatted(cell.arm(), cell.process(), cell.failed(), cell.failed() + cell.results()))
                .toList();
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of("%s failed: %s; the figures hold the rest only, which flatters those arms."
                        .formatted(count(figures.failedTrials(), "trial", "trials"), named(failed)));
    }

    private Optional<String> collapses() {
        List<String> out = new ArrayList<>();
        for (Cell cell : figures.cells()) {
            if (cell.neverThink() != null && cell.neverThink() > 0) {
                out.add("%s on %s to never thinking in %d of %d"
                        .formatted(cell.arm(), cell.process(), cell.neverThink(), cell.results()));
            }
            if (cell.alwaysThink() != null && cell.alwaysThink() > 0) {
                out.add("%s on %s to always thinking in %d of %d"
                        .formatted(cell.arm(), cell.process(), cell.alwaysThink(), cell.results()));
            }
        }
        return out.isEmpty() ? Optional.empty() : Optional.of("Collapsed: %s.".formatted(named(out)));
    }

    private List<String> notes() {
        List<String> out = new ArrayList<>();
        if (figures.contrasts().stream().anyMatch(one -> one.paired() != null)) {
            out.add(
                    "In brackets after an arm: mean gain in utility on the same seed, its 95 %% interval, and the p-value of the paired t-test, adjusted by Holm's method for all %d contrasts."
                            .formatted(figures.contrasts().size()));
        }
        if (figures.seeds().size() < CompareFile.FEWEST_SEEDS) {
            out.add(
                    "Only %d seeds: intervals of so few runs are too narrow, and a difference that is there is easily missed."
                            .formatted(figures.seeds().size()));
        }
        List<String> task = figures.differences().stream()
                .filter(ConfigDifferences::ofTask)
                .map(Difference::key)
                .toList();
        if (!task.isEmpty()) {
            out.add(
                    "Arms differ in the task itself (%s): each is measured against the optimum of its own, and differences in utility are not the trainer's alone."
                            .formatted(named(task)));
        }
        List<String> unscored = figures.processes().stream()
                .filter(process -> !process.normalised())
                .map(ProcessFacts::process)
                .toList();
        if (!unscored.isEmpty()) {
            out.add(
                    "Left out of the normalised score, since its optimum is not known or not worth more than never thinking: %s."
                            .formatted(named(unscored)));
        }
        if (figures.differences().isEmpty() && figures.arms().size() > 1) {
            out.add("All arms have the same config, so that they share their trials.");
        }
        double[] saved = figures.contrasts().stream()
                .filter(one -> one.paired() != null)
                .mapToDouble(one -> one.paired().varianceSaved())
                .toArray();
        if (saved.length > 0) {
            double mean = Arrays.stream(saved).average().orElseThrow();
            out.add(
                    "Arms with one seed are trained on the same items and start from the same weights (common random numbers). Comparing them seed by seed %s the variance of the difference by %s on average."
                            .formatted(mean >= 0 ? "lowers" : "raises", percent(Math.abs(mean))));
        }
        return out;
    }

    private static String named(List<String> names) {
        int left = names.size() - NAMED;
        return left > 1
                ? String.join(", ", names.subList(0, NAMED)) + " and %d more".formatted(left)
                : String.join(", ", names);
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static String ends(Interval interval) {
        return "%s to %s".formatted(percent(interval.low()), percent(interval.high()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String signed(double value) {
        boolean tiny = value != 0 && Math.abs(value) < 5e-5;
        return String.format(Locale.ROOT, tiny ? "%+.1e" : "%+.4f", value);
    }

    private static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p);
    }
}

package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vote processes of hidden reliability against tables that were computed elsewhere, to the printed digits. */
class MixtureGoldenTest {
    private static final Map<String, CompiledProcess> COMPILED = new HashMap<>();

    private static CompiledProcess mixture(String reliabilities, int maxThinks) {
        return COMPILED.computeIfAbsent(
                reliabilities + " " + maxThinks,
                key -> Votes.of(
                        maxThinks,
                        Arrays.stream(reliabilities.split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray()));
    }

    /** Votes after which so little is still open that the printed digits hold; the hard levels that are worth it take long. */
    private static int horizon(String reliabilities) {
        return switch (reliabilities) {
            case "0.55 0.9", "0.55", "0.6" -> 300;
            case "0.6 0.9" -> 240;
            default -> 120;
        };
    }

    private static void assertPrinted(double actual, String printed) {
        assertThat(actual).as(printed).isCloseTo(Double.parseDouble(printed), within(Votes.printedWithin(printed)));
    }

    /**
     * Optimum, best lead threshold, best fixed number of votes, and the optimum that is told the level. The printed accuracies
     * and the values of thresholds were made from rounded numbers and hold to 1e-5 only: for 0.5 and 0.8 at a price of 0.005
     * the closed form of lead 3 is 0.7076923, not 0.707690.
     */
    @ParameterizedTest
    @CsvSource({
        "0.5 0.6 0.7 0.9,     0.005, 0.771220, 0.82383, 10.5223, 4, 0.770882, 11, 0.738745, 0.799617",
        "0.5 0.6 0.7 0.9,     0.01,  0.731324, 0.79733, 6.6009,  3, 0.731050, 5,  0.702730, 0.759584",
        "0.5 0.6 0.7 0.9,     0.02,  0.687578, 0.75614, 3.4278,  2, 0.687565, 3,  0.666000, 0.713332",
        "0.5 0.6 0.7 0.9,     0.03,  0.654951, 0.74382, 2.9623,  2, 0.653233, 1,  0.645000, 0.683234",
        "0.5 0.8,             0.005, 0.711248, 0.73965, 5.6804,  3, 0.707690, 7,  0.698330, 0.731518",
        "0.5 0.8,             0.01,  0.686422, 0.73077, 4.4350,  2, 0.685880, 5,  0.671040, 0.718077",
        "0.6 0.9,             0.005, 0.880504, 0.94992, 13.8841, 5, 0.878230, 11, 0.821600, 0.886719",
        "0.6 0.9,             0.01,  0.828061, 0.90156, 7.3504,  3, 0.825615, 5,  0.787000, 0.832223",
        "0.55 0.9,            0.005, 0.795223, 0.85028, 11.0131, 4, 0.794595, 7,  0.767780, 0.797895",
        "0.7 0.9,             0.01,  0.914007, 0.97570, 6.1692,  3, 0.912100, 7,  0.865615, 0.918653",
        "0.5 0.6 0.7 0.8 0.9, 0.01,  0.772276, 0.83476, 6.2489,  3, 0.772070, 5,  0.740600, 0.794898"
    })
    void theMixtureTableIsThePrintedOne(
            String reliabilities,
            double price,
            String utility,
            double accuracy,
            String votes,
            int bestLead,
            double bestLeadValue,
            int bestCount,
            double bestCountValue,
            String levelKnown) {
        int maxThinks = horizon(reliabilities);
        CompiledProcess process = mixture(reliabilities, maxThinks);
        Stakes stakes = Stakes.ofPrice(price);
        Optimum optimum = Optimum.of(process, stakes);
        Performance best = Evaluation.of(process, stakes, optimum.policy()).overall();
        assertPrinted(optimum.utility(), utility);
        assertThat(best.accuracy()).isCloseTo(accuracy, within(1e-5));
        assertPrinted(best.thinks(), votes);
        String[] levels = reliabilities.split(" ");
        double alike = 0;
        double longer = 0;
        for (String level : levels) {
            alike += Optimum.of(mixture(level, maxThinks), stakes).utility() / levels.length;
            longer += Optimum.of(mixture(level, horizon(level)), stakes).utility() / levels.length;
        }
        assertThat(KnownLevel.of(process, stakes).utility()).isCloseTo(alike, within(1e-12));
        assertPrinted(longer, levelKnown);
        double[] leads = new double[9];
        double[] counts = new double[13];
        for (int theta = 0; theta < leads.length; theta++) {
            leads[theta] = utility(process, stakes, Votes.threshold(process, theta));
        }
        for (int n = 0; n < counts.length; n++) {
            counts[n] = utility(process, stakes, Votes.fixed(process, n));
        }
        assertThat(Arrays.stream(leads).max().orElseThrow()).isEqualTo(leads[bestLead]);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isEqualTo(counts[bestCount]);
        assertThat(leads[bestLead]).isCloseTo(bestLeadValue, within(1e-5));
        assertThat(counts[bestCount]).isCloseTo(bestCountValue, within(1e-5));
    }

    private static double utility(CompiledProcess process, Stakes stakes, PolicyTable policy) {
        return Evaluation.of(process, stakes, policy).overall().utility();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.50000, 8.4994, 0.41501",
        "1, 0.76571, 7.8325, 0.68739",
        "2, 0.92499, 6.3320, 0.86167",
        "3, 0.99863, 3.7397, 0.96123"
    })
    void theOptimumOfHiddenReliabilityHasThePrintedRowByLevel(
            int level, String accuracy, String votes, String utility) {
        CompiledProcess process = mixture("0.5 0.6 0.7 0.9", 120);
        Stakes stakes = Stakes.ofPrice(0.01);
        Performance performance = Evaluation.of(
                        process, stakes, Optimum.of(process, stakes).policy())
                .levels()
                .get(level);
        assertPrinted(performance.accuracy(), accuracy);
        assertPrinted(performance.thinks(), votes);
        assertPrinted(performance.utility(), utility);
    }

    /** The same mixture with at most 64 votes: the value of knowing the difficulty, and votes by level. */
    @ParameterizedTest
    @CsvSource({
        "0.01, 0.731324, 0.759543, 0.028219, 8.499, 7.833, 6.332, 3.740",
        "0.03, 0.654951, 0.683234, 0.028283, 3.250, 3.190, 3.016, 2.392"
    })
    void theValueOfKnowingTheDifficultyIsThePrintedOne(
            double price, String utility, String known, String worth, String v0, String v1, String v2, String v3) {
        CompiledProcess process = mixture("0.5 0.6 0.7 0.9", 64);
        Stakes stakes = Stakes.ofPrice(price);
        Optimum optimum = Optimum.of(process, stakes);
        KnownLevel level = KnownLevel.of(process, stakes);
        assertPrinted(optimum.utility(), utility);
        assertPrinted(level.utility(), known);
        assertPrinted(level.utility() - optimum.utility(), worth);
        List<Performance> levels =
                Evaluation.of(process, stakes, optimum.policy()).levels();
        String[] votes = {v0, v1, v2, v3};
        for (int i = 0; i < 4; i++) {
            assertPrinted(levels.get(i).thinks(), votes[i]);
        }
    }

    @Test
    void theStandardWorkHasItsPublishedOptimum() {
        EvidenceFamily family = new EvidenceFamily();
        CompiledProcess process = ProcessCompiler.compile(family.declare(family.defaults()));
        Stakes stakes = family.defaultStakes();
        Optimum optimum = Optimum.of(process, stakes);
        Evaluation evaluation = Evaluation.of(process, stakes, optimum.policy());
        assertPrinted(optimum.utility(), "0.753044");
        assertPrinted(evaluation.overall().accuracy(), "0.796014");
        assertPrinted(evaluation.overall().thinks(), "4.2969");
        String[] thinks = {"1.41", "3.61", "8.40", "6.22", "1.85"};
        for (int level = 0; level < 5; level++) {
            assertPrinted(evaluation.levels().get(level).thinks(), thinks[level]);
        }
        assertThat(process.fullyObserved()).isTrue();
    }
}

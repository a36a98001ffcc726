package dwell.envs.families.threat;

import dwell.envs.Require;

/**
 * The best criterion of an observer who sees one number, normal with variance 1 and mean 0 where all is safe and mean d' where
 * there is danger (Green and Swets 1966). Responding is best where the likelihood ratio exceeds {@code beta = ((1 - p) / p) /
 * costRatio}. With rare dangers that cost much most alarms are false at the optimum: false alarms alone are not hypervigilance.
 * Immutable.
 *
 * @param dPrime distance of the means, greater than 0
 * @param prevalence probability p of danger, in (0, 1)
 * @param costRatio what a miss costs against a hit, divided by what a false alarm costs against a correct rejection; greater than 0
 */
public record SignalDetection(double dPrime, double prevalence, double costRatio) {
    public SignalDetection {
        Require.positive("dPrime", dPrime);
        Require.that(prevalence > 0 && prevalence < 1, "prevalence must lie between 0 and 1, was %s", prevalence);
        Require.positive("costRatio", costRatio);
    }

    /**
     * The probability of danger above which responding pays, {@code response / damage}: the smoke detector principle (Nesse 2018).
     *
     * @param response what responding costs, at least 0
     * @param damage what a danger that is not responded to costs, greater than 0
     */
    public static double smokeDetector(double response, double damage) {
        Require.atLeast("response", response, 0);
        Require.positive("damage", damage);
        return response / damage;
    }

    /** The likelihood ratio above which responding is best. */
    public double beta() {
        return (1 - prevalence) / prevalence / costRatio;
    }

    /** The observation above which responding is best: {@code d'/2 + ln beta / d'}. */
    public double criterion() {
        return dPrime / 2 + Math.log(beta()) / dPrime;
    }

    /** Probability of responding to danger. */
    public double hitRate() {
        return below(dPrime - criterion());
    }

    /** Probability of responding where all is safe. */
    public double falseAlarmRate() {
        return below(-criterion());
    }

    /** Share of the responses that are false alarms. */
    public double falseShare() {
        double wrong = (1 - prevalence) * falseAlarmRate();
        return wrong / (wrong + prevalence * hitRate());
    }

    /** The normal distribution function by its power series (Marsaglia 2004); absolute error below 1e-14. */
    private static double below(double x) {
        if (Math.abs(x) > 8) {
            return x > 0 ? 1 : 0;
        }
        double sum = x;
        double term = x;
        for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}

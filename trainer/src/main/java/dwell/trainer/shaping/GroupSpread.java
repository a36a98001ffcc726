package dwell.trainer.shaping;

/**
 * How the members of a group differ; compute in compute units.
 *
 * @param size members
 * @param correct members that are right
 * @param least least compute
 * @param most largest compute
 * @param mean mean compute
 * @param leastCorrect least compute of a right member; NaN where none is
 * @param leastThinksCorrect thinks of that member, the fewest where several spent as little; 0 where none is right
 * @param meanCorrect mean compute of the right members; NaN where none is
 * @param deviationCorrect their standard deviation (n); NaN where none is
 */
record GroupSpread(
        int size,
        int correct,
        double least,
        double most,
        double mean,
        double leastCorrect,
        int leastThinksCorrect,
        double meanCorrect,
        double deviationCorrect) {
    static GroupSpread of(OutcomeGroup group) {
        int size = group.size();
        int correct = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double leastCorrect = Double.NaN;
        int leastThinks = 0;
        double sumCorrect = 0;
        for (int i = 0; i < size; i++) {
            double compute = group.compute(i);
            least = Math.min(least, compute);
            most = Math.max(most, compute);
            sum += compute;
            if (group.correct(i)) {
                boolean first = correct == 0 || compute < leastCorrect;
                if (first || compute == leastCorrect) {
                    leastThinks = first ? group.thinks(i) : Math.min(leastThinks, group.thinks(i));
                    leastCorrect = compute;
                }
                sumCorrect += compute;
                correct++;
            }
        }
        double meanCorrect = sumCorrect / correct;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double off = group.compute(i) - meanCorrect;
            squares += group.correct(i) ? off * off : 0;
        }
        return new GroupSpread(
                size,
                correct,
                least,
                most,
                sum / size,
                leastCorrect,
                leastThinks,
                meanCorrect,
                Math.sqrt(squares / correct));
    }

    /** Share of the members that are right. */
    double solved() {
        return (double) correct / size;
    }
}

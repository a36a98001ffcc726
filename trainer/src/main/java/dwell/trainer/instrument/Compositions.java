package dwell.trainer.instrument;

/**
 * All ways in which a group of G members can fall on K kinds: the vectors of counts that sum to G. There are {@code C(G + K - 1,
 * K - 1)} of them.
 */
final class Compositions {
    private Compositions() {}

    /** Hears of each composition. */
    interface Visitor {
        /** @param counts members of each kind, valid during the call */
        void visit(int[] counts);
    }

    /** How many there are, as a double, since there can be more than a long holds. */
    static double count(int members, int kinds) {
        double count = 1;
        for (int i = 1; i < kinds; i++) {
            count = count * (members + i) / i;
        }
        return Math.rint(count);
    }

    /** Visits all, in lexicographic order. */
    static void visit(int members, int kinds, Visitor visitor) {
        fill(new int[kinds], 0, members, visitor);
    }

    private static void fill(int[] counts, int kind, int left, Visitor visitor) {
        if (kind == counts.length - 1) {
            counts[kind] = left;
            visitor.visit(counts);
            return;
        }
        for (int n = 0; n <= left; n++) {
            counts[kind] = n;
            fill(counts, kind + 1, left - n, visitor);
        }
    }

    /** ln n!, shape [n + 1]. */
    static double[] logFactorials(int n) {
        double[] log = new double[n + 1];
        for (int i = 2; i <= n; i++) {
            log[i] = log[i - 1] + Math.log(i);
        }
        return log;
    }
}

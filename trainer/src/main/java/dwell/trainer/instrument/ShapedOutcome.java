package dwell.trainer.instrument;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.shaping.OutcomeGroup;

/**
 * All that a shaping can see of one episode.
 *
 * @param item its number, see {@link dwell.trainer.shaping.Items}
 * @param terminal ending and verdict
 * @param compute compute units spent
 * @param thinks deliberate actions chosen
 * @param confidence see {@link OutcomeGroup#confidence}
 */
record ShapedOutcome(int item, int terminal, double compute, int thinks, double confidence) {
    boolean correct() {
        return verdict() == Verdict.CORRECT;
    }

    /** The same, its confidence left out. */
    ShapedOutcome withoutConfidence() {
        return new ShapedOutcome(item, terminal, compute, thinks, Double.NaN);
    }

    Verdict verdict() {
        return CompiledProcess.verdictOf(terminal);
    }

    /** Outcomes of one item as a group. Members are set in place; confined to one thread. */
    static final class Group implements OutcomeGroup {
        final ShapedOutcome[] members;
        private final int level;
        private boolean askedForConfidence;

        Group(int size, int level) {
            this.members = new ShapedOutcome[size];
            this.level = level;
        }

        /** Whether anybody looked at a confidence. */
        boolean askedForConfidence() {
            return askedForConfidence;
        }

        @Override
        public int size() {
            return members.length;
        }

        @Override
        public int level() {
            return level;
        }

        @Override
        public int item() {
            return members[0].item();
        }

        @Override
        public Verdict verdict(int member) {
            return members[member].verdict();
        }

        @Override
        public Ending ending(int member) {
            return CompiledProcess.endingOf(members[member].terminal());
        }

        @Override
        public double compute(int member) {
            return members[member].compute();
        }

        @Override
        public int thinks(int member) {
            return members[member].thinks();
        }

        @Override
        public double confidence(int member) {
            askedForConfidence = true;
            return members[member].confidence();
        }
    }
}

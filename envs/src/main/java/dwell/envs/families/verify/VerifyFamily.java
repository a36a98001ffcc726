package dwell.envs.families.verify;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code verify-v1}: check an answer until checking no longer repays. See {@link VerifyProcess}. */
public final class VerifyFamily implements Family<VerifyParameters> {
    @Override
    public String id() {
        return "verify-v1";
    }

    @Override
    public String summary() {
        return "an answer is there; check it again and again at a price, or give it; some errors cannot be seen";
    }

    @Override
    public String description() {
        return "An answer has been generated. Each check may raise an alarm, over an error or falsely over a right answer, and"
                + " an alarm replaces the answer by a new one. Every clean check makes another one worth less: the errors that"
                + " are left are those that checks cannot expose. Good answers need no check, middling ones several, and"
                + " where errors cannot be seen checking is idle. With false alarms checking harms answers that are better"
                + " than its own fixed point k / (k + f).";
    }

    @Override
    public VerifyParameters defaults() {
        return new VerifyParameters(
                List.of(0.98, 0.8, 0.5, 0.1),
                List.of(0.0, 0.1, 0.2, 0.95),
                List.of(),
                0.7,
                10,
                1,
                0.4,
                0.05,
                0.85,
                false);
    }

    @Override
    public Stakes defaultStakes() {
        return Stakes.ofPrice(0.02);
    }

    @Override
    public DecisionProcess<?> declare(VerifyParameters parameters) {
        return new VerifyProcess(parameters);
    }
}

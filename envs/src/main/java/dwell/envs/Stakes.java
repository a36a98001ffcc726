package dwell.envs;

/**
 * What an outcome is worth: {@code utility = value of the verdict - price * compute}. Separate from the dynamics, so a
 * compiled process is solved for another price without being compiled again.
 *
 * @param price utility lost per compute unit, finite and at least 0
 * @param correct value of a correct answer, finite
 * @param wrong value of a wrong answer, finite, at most {@code correct}; negative where errors cost
 * @param abstain value of ending without an answer, finite
 */
public record Stakes(double price, double correct, double wrong, double abstain) {
    public Stakes {
        if (!(price >= 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException("price must be a finite number of at least 0, was " + price);
        }
        requireFinite("correct", correct);
        requireFinite("wrong", wrong);
        requireFinite("abstain", abstain);
        if (wrong > correct) {
            throw new IllegalArgumentException("wrong must be at most correct (" + correct + "), was " + wrong);
        }
    }

    /** One for a correct answer, nothing otherwise. */
    public static Stakes ofPrice(double price) {
        return new Stakes(price, 1, 0, 0);
    }

    /** The same values at another price. */
    public Stakes withPrice(double other) {
        return new Stakes(other, correct, wrong, abstain);
    }

    /** The value of a verdict, compute not yet paid for. */
    public double value(Verdict verdict) {
        return switch (verdict) {
            case CORRECT -> correct;
            case WRONG -> wrong;
            case NONE -> abstain;
        };
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number, was " + value);
        }
    }
}

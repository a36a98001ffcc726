package dwell.policies.network;

import java.util.Locale;

/** What follows a hidden layer. */
public enum Activation {
    /** Hyperbolic tangent; in single precision within 2e-7 of the exact value. */
    TANH,
    /** {@code max(0, z)}; its derivative at 0 is 0. */
    RELU;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

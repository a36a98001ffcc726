package dwell.trainer.objective;

/** Weights of decisions that another policy drew. Read only; the same at every call during an update. */
public interface Importance {
    /**
     * The weight of a decision.
     *
     * @param episode that it belongs to
     * @param cell {@code row * actions + action}
     * @return at least 0; 0 drops the decision from the loss and from all counts
     */
    double weight(int episode, int cell);
}

package dwell.trainer;

/** Placeholder until the story file is written. */
public final class Trainer {
    private Trainer() {}
}

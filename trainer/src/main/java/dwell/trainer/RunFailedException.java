package dwell.trainer;

/** A run that cannot go on, through no fault of its config. The message is one sentence for the user. */
public final class RunFailedException extends RuntimeException {
    public RunFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

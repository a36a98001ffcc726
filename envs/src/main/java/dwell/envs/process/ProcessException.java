package dwell.envs.process;

/** A declaration that is not a process. The message is one sentence for the person who declared it. */
public final class ProcessException extends IllegalArgumentException {
    public ProcessException(String message) {
        super(message);
    }
}

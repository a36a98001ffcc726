package dwell.envs.replay;

/**
 * One row of a replay file: {@code samples} runs of one mode on one question.
 *
 * @param line line in the file, from 1
 * @param level from 1, easiest first
 * @param correct how many of the samples are right
 * @param tokens mean tokens of one run
 */
record ReplayRow(
        int line,
        String model,
        String group,
        int level,
        String question,
        String mode,
        int samples,
        int correct,
        double tokens) {
    /** What no two rows share. */
    Key key() {
        return new Key(model, group, question, mode);
    }

    /** What the rows of a question share. */
    Key questionKey() {
        return new Key(model, group, question, "");
    }

    record Key(String model, String group, String question, String mode) {}
}

package dwell.envs.replay;

import java.util.List;

/**
 * Recorded results of one question, or of all questions of one level where only their mean is known.
 *
 * @param name shown in messages; with its group it names a question of a file
 * @param level index into {@link RecordedResults#levels()}
 * @param group index into {@link RecordedResults#groups()}
 * @param weight number of questions it stands for, positive
 * @param accuracy share of right answers of each mode, in [0, 1], in the order of {@link RecordedResults#modes()}
 * @param tokens mean tokens of an answer of each mode, at least 0
 */
record RecordedItem(String name, int level, int group, double weight, List<Double> accuracy, List<Double> tokens) {
    RecordedItem {
        accuracy = List.copyOf(accuracy);
        tokens = List.copyOf(tokens);
    }
}

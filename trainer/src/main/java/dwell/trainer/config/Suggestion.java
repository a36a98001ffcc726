package dwell.trainer.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a mistyped one was probably meant to be. */
final class Suggestion {
    private Suggestion() {}

    /** The nearest known word, if a third of its letters or fewer differ; upper and lower case count as the same. */
    static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.max(1, Math.min(word.length(), 30) / 3);
        LevenshteinDistance distance = new LevenshteinDistance(most);
        return known.stream()
                .filter(candidate -> apart(distance, word, candidate) >= 0)
                .min(Comparator.comparingInt(candidate -> apart(distance, word, candidate)));
    }

    /** Letters to change; -1 if more than the distance's limit. */
    private static int apart(LevenshteinDistance distance, String word, String candidate) {
        return distance.apply(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    }
}

package dwell.envs.wrappers;

import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.envs.process.Branch;
import dwell.envs.process.Choice;
import java.util.List;
import java.util.Optional;

/** What is answered with what is known now, when there is no more time. */
final class ForcedAnswer {
    private ForcedAnswer() {}

    /** The first choice of kind ANSWER. */
    static <S> Optional<Choice<S>> firstAnswer(List<Choice<S>> open) {
        return first(open, ActionKind.ANSWER);
    }

    /**
     * The one choice left of those of a state: its first answer, ended as asked. A state with a single choice that is no answer
     * is still carried out, so that moves of nature come to their end. Where there is no answer, the state is abstained from,
     * and where that cannot be either, the episode ends without an answer.
     */
    static <S> Choice<S> of(List<Choice<S>> open, Ending ending) {
        Optional<Choice<S>> answer = firstAnswer(open);
        if (answer.isPresent()) {
            return ending(answer.get(), ending);
        }
        if (open.size() == 1) {
            return open.get(0);
        }
        return first(open, ActionKind.ABSTAIN)
                .map(choice -> ending(choice, ending))
                .orElseGet(() -> Choice.nature(c -> List.of(Branch.end(1, ending, Verdict.NONE))));
    }

    private static <S> Optional<Choice<S>> first(List<Choice<S>> open, ActionKind kind) {
        return open.stream()
                .filter(choice -> choice.action() != null && choice.action().kind() == kind)
                .findFirst();
    }

    private static <S> Choice<S> ending(Choice<S> choice, Ending ending) {
        return new Choice<>(
                choice.action(),
                choice.compute(),
                c -> choice.branches().apply(c).stream()
                        .map(branch -> branch.next() != null
                                ? branch
                                : Branch.<S>end(branch.probability(), ending, branch.verdict()))
                        .toList());
    }
}

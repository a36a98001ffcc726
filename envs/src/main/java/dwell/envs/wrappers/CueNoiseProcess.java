package dwell.envs.wrappers;

import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process whose cue is unreliable.
 *
 * <p><b>Change.</b> With probability {@code reliability} an item starts where it would; otherwise it starts in a uniformly drawn
 * other start state that looks the same but for the named features. What is shown belongs to the item and lasts as long as
 * those features do. Every start state that shows a cue has to have such a partner for each other value of the cue, so that
 * none is left unblurred ({@link CuePartners}).
 *
 * <p>The blurred cue takes the place of the true one in the state, so that the optimum is that of a policy that sees no
 * more than the blurred cue. That is exact where the features only inform; a start state whose class makes other things
 * follow in one than in another is refused. A blurred feature that is derived from the cue, such as a belief, is what it
 * would be with the cue shown: it trusts the cue as the inner process does, and is not calibrated to the blur.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class CueNoiseProcess<S> extends SameStates<S> {
    private final double reliability;
    private final CuePartners<S> partners;

    /** @throws IllegalArgumentException if the features do not make partners, or if they do more than inform */
    CueNoiseProcess(DecisionProcess<S> inner, CueNoiseParameters parameters) {
        super(inner);
        this.reliability = parameters.reliability();
        this.partners = new CuePartners<>(inner, parameters.features());
    }

    @Override
    public List<Chance<S>> start(int hiddenClass) {
        Map<S, Double> chances = new LinkedHashMap<>();
        for (Chance<S> start : inner.start(hiddenClass)) {
            if (start.probability() > 0) {
                List<S> replaced = partners.of(start.value());
                double kept = replaced.isEmpty() ? 1 : reliability;
                chances.merge(start.value(), start.probability() * kept, Double::sum);
                for (S other : replaced) {
                    chances.merge(other, start.probability() * (1 - kept) / replaced.size(), Double::sum);
                }
            }
        }
        return chances.entrySet().stream()
                .map(chance -> new Chance<>(chance.getValue(), chance.getKey()))
                .toList();
    }

    @Override
    public List<Choice<S>> choices(S state) {
        return inner.choices(state);
    }
}

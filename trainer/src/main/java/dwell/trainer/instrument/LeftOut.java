package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.LossConfig.Select;
import dwell.trainer.config.SamplingConfig.Degenerate;
import dwell.trainer.config.SamplingConfig.FirstDecision;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TrainerConfig.Estimator;
import java.util.ArrayList;
import java.util.List;

/** What of a config the expected update of a two-mode prompt does not know of; sentences, only those that apply. */
final class LeftOut {
    private LeftOut() {}

    static List<String> of(TrainerConfig config) {
        List<String> notes = new ArrayList<>();
        Baseline baseline = config.advantage().baseline();
        if (config.estimator() != Estimator.SAMPLED) {
            notes.add("estimator %s does not sample groups; the map is that of estimator sampled"
                    .formatted(config.estimator()));
        }
        if (baseline == Baseline.CRITIC) {
            notes.add("the critic is taken to be exact");
        }
        if (config.sampling().firstDecision() == FirstDecision.FORCED
                || config.sampling().temperature() != 1
                || config.sampling().epsilon() > 0
                || config.sampling().propsRounds() > 1
                || config.sampling().lag() > 0) {
            notes.add("groups are taken to be drawn from the present policy; trainer.sampling says otherwise");
        }
        if (config.sampling().degenerate() != Degenerate.KEEP) {
            notes.add(
                    "groups with equal rewards are taken to be kept; to draw others changes the size of updates, not their sign");
        }
        if (config.loss().select() != Select.ALL || config.loss().controlWeight() != -1) {
            notes.add("every decision is taken to weigh the same; trainer.loss selects or weighs some");
        }
        if (config.kl().beta() > 0 || config.entropy().bonus() != 0) {
            notes.add("the KL penalty and the entropy bonus are left out");
        }
        return notes;
    }
}

package dwell.trainer.config;

import dwell.envs.Stakes;
import java.util.List;

/**
 * Everything a run depends on. Written into the run's folder as {@code config.yaml} with every default filled in.
 *
 * @param env task family and its parameters ({@code env.id}, {@code env.*})
 * @param mixture other families that are mixed in, {@code env} itself having weight 1 ({@code mixture})
 * @param wrappers changes to the process, innermost first ({@code wrappers})
 * @param stakes values of outcomes and price ({@code stakes.*})
 * @param policy learned policy and its parameters ({@code policy.id}, {@code policy.*})
 * @param trainer how it is trained ({@code trainer.*})
 * @param evaluation how it is evaluated ({@code evaluation.*})
 * @param run seed, folder, checkpoints, machine ({@code run.*})
 */
public record RunConfig(
        Component env,
        List<MixtureMember> mixture,
        List<Component> wrappers,
        Stakes stakes,
        Component policy,
        TrainerConfig trainer,
        EvaluationConfig evaluation,
        RunSettings run) {
    public RunConfig {
        mixture = List.copyOf(mixture);
        wrappers = List.copyOf(wrappers);
    }

    /** The task in a few words: the family, what is mixed in, and the wrappers, for example {@code a-v1 + b-v1, horizon}. */
    public String task() {
        StringBuilder text = new StringBuilder(env.id());
        mixture.forEach(member -> text.append(" + ").append(member.env().id()));
        wrappers.forEach(wrapper -> text.append(", ").append(wrapper.id()));
        return text.toString();
    }
}

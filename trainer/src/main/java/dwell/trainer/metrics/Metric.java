package dwell.trainer.metrics;

/**
 * The closed list of what is logged: one line of {@code metrics.jsonl} an update, with the keys below. Nothing else can be
 * logged, but for the means of the shaping's terms, {@code reward.<term>}.
 */
public enum Metric {
    UPDATE("updates done"),
    DECISIONS("training decisions of this update"),
    EPISODES("episodes of this update"),
    ROWS("network rows of the last optimiser step"),
    LEARNING_RATE("step size"),
    TRAINED_EPISODES(
            "episodes that are trained on: neither masked as truncated, filtered out, nor in a group that is skipped"),
    REWARD("mean training reward, over episodes that are not masked as truncated"),
    REWARD_STD("standard deviation of the training reward over the same episodes (n - 1)"),
    ACCURACY("share of correct answers in the rollouts"),
    ABSTENTION("share of abstentions in the rollouts"),
    THINKS("mean deliberate actions per episode in the rollouts"),
    COMPUTE("mean compute units per episode in the rollouts"),
    BUDGET_EXHAUSTED("share of episodes whose answer was forced"),
    ZERO_VARIANCE_GROUPS("share of groups whose rewards, of members neither masked nor filtered out, are all equal"),
    ALL_CORRECT_GROUPS("share of groups in which every answer is correct"),
    ALL_WRONG_GROUPS("share of groups in which no answer is correct"),
    ADVANTAGE_MIN("smallest advantage of an episode that is trained on"),
    ADVANTAGE_MAX("largest advantage of an episode that is trained on"),
    ADVANTAGE_STD("standard deviation of the advantages over episodes that are trained on (n - 1)"),
    VALUE_LOSS("mean squared error of the critic to the lambda-returns over decisions, last optimiser step, before it"),
    EXPLAINED_VARIANCE(
            "1 - variance of (lambda-return - value) / variance of lambda-returns, over decisions, of the critic before the"
                    + " update; every tenth update"),
    EXACT_EXPLAINED_VARIANCE(
            "the same against the exact mean reward after each observation; of a process and an additive"
                    + " shaping; every tenth update"),
    LOSS("loss of the last optimiser step, before it"),
    ENTROPY("mean entropy of the policy over decisions, first optimiser step, nats"),
    KL(
            "mean divergence to the reference policy over decisions, nats: exact, of the last optimiser step, where it is paid in the"
                    + " loss; by the estimator, of the policy at the start of the update, where it is paid in the reward"),
    KL_BETA("weight of the KL penalty in this update; left out without one"),
    ENTROPY_BONUS("weight of the entropy bonus in this update; left out where it is 0"),
    RATIO_MEAN("mean ratio of new to old probability over decisions, last optimiser step"),
    RATIO_MAX("largest ratio of new to old probability seen by an optimiser step"),
    CLIP_LOW("share of decisions that a bound on the ratio held from below, last optimiser step"),
    CLIP_HIGH("share of decisions that a bound on the ratio held from above, last optimiser step"),
    GRADIENT_NORM("norm of the gradient before clipping, last optimiser step"),
    CLIPPED_GRADIENT_NORM("norm of the gradient after clipping, last optimiser step"),
    WEIGHT_NORM("norm of the weights after the update"),
    UPDATE_RATIO("norm of the change of the weights by the norm of the weights"),
    FIRST_DIRECT("share of episodes whose first decision was not to think; where first decisions are forced"),
    POLICY_FIRST_DIRECT(
            "probability that the policy itself would not have thought at these first decisions; where first decisions are forced"),
    SAMPLING_ERROR(
            "mean over decisions of KL(shares of the actions drawn || policy) in the decision's observation, nats; under PROPS"),
    EFFECTIVE_SAMPLE_SHARE(
            "(sum w)^2 / (n sum w^2) of the importance factors of n decisions or episodes; where rollouts are not on-policy"),
    IMPORTANCE_MEAN("mean importance factor, after truncation or masking; 1 in expectation without"),
    IMPORTANCE_MASKED("share of decisions or episodes that are masked for their importance factor"),
    GUIDED_SHARE("share of episodes that a teacher drew; where rollouts are guided"),
    GUIDED_REWARD("mean training reward of these episodes, where they are not masked as truncated"),
    GUIDED_RATIO(
            "mean over their decisions of the policy's probability of the teacher's action by the teacher's, at the start of the"
                    + " update"),
    EQUAL_GROUPS_DRAWN("share of groups whose rewards are all equal, before any is drawn anew or replaced"),
    REDRAWN_GROUPS("groups drawn anew, every try counted"),
    DISCARDED_DECISIONS("decisions of groups that were drawn anew and not trained on"),
    DISCARDED_COMPUTE("compute units of these groups"),
    REPLAYED_GROUPS("share of groups that were replaced by stored ones"),
    REPLAY_AGE("mean age of replayed groups, updates"),
    STORED_GROUPS("groups stored for replay, after the update"),
    LEVEL_EQUAL_GROUPS_DRAWN(
            "share of groups whose rewards are all equal, before any is drawn anew or replaced, by level"),
    LEVEL_DISCARDED_DECISIONS("decisions of groups that were drawn anew, by level of the discarded item"),
    LEVEL_DISCARDED_COMPUTE("compute units of these groups, by level of the discarded item"),
    LEVEL_ACCURACY("share of correct answers in the rollouts, by level; null where no item of a level was drawn"),
    LEVEL_THINKS("mean deliberate actions per episode in the rollouts, by level"),
    LEVEL_COMPUTE("mean compute units per episode in the rollouts, by level"),
    LEVEL_ZERO_VARIANCE_GROUPS("zeroVarianceGroups, by level"),
    LEVEL_ALL_CORRECT_GROUPS("share of groups in which every answer is correct, by level"),
    LEVEL_ALL_WRONG_GROUPS("share of groups in which no answer is correct, by level"),
    UTILITY("exact utility of the policy; on evaluated updates of a process"),
    REGRET("exact regret; on evaluated updates"),
    OVERTHINKING_LOSS("part of the regret; on evaluated updates"),
    UNDERTHINKING_LOSS("part of the regret; on evaluated updates"),
    WRONG_ANSWER_LOSS("part of the regret; on evaluated updates"),
    EXACT_ACCURACY("exact accuracy; on evaluated updates"),
    EXACT_THINKS("exact thinks per item; on evaluated updates"),
    EXACT_COMPUTE("exact compute units per item; on evaluated updates"),
    SAMPLED_EPISODES("evaluation episodes behind the sampled figures; on evaluated updates of a stepped environment"),
    SAMPLED_UTILITY("mean utility of those episodes"),
    SAMPLED_UTILITY_ERROR("standard error of that mean"),
    SAMPLED_GAP("mean upper bound on the utility of any policy minus that mean; left out where no bound is known"),
    SAMPLED_GAP_ERROR("standard error of that difference, paired by item"),
    SAMPLED_ACCURACY("share of correct answers in those episodes"),
    SAMPLED_THINKS("mean deliberate actions per episode in those episodes"),
    SAMPLED_COMPUTE("mean compute units per episode in those episodes");

    private final String definition;

    Metric(String definition) {
        this.definition = definition;
    }

    /** The key in {@code metrics.jsonl}, in camel case. */
    public String key() {
        StringBuilder key = new StringBuilder();
        for (String word : name().toLowerCase(java.util.Locale.ROOT).split("_")) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }

    /** What it is, with its unit. */
    public String definition() {
        return definition;
    }
}

package dwell.trainer.shaping;

/** A rule under which a member's reward depends on its own outcome alone. */
@FunctionalInterface
interface MemberRule extends RewardRule {
    /** Writes {@code terms[...][member]}. */
    void reward(OutcomeGroup group, int member, double[][] terms);

    @Override
    default void reward(OutcomeGroup group, double[][] terms) {
        for (int member = 0; member < group.size(); member++) {
            reward(group, member, terms);
        }
    }
}

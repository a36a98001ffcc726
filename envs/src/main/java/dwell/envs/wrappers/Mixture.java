package dwell.envs.wrappers;

import dwell.envs.Require;
import dwell.envs.process.DecisionProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A composite of processes: each item is one of a member's. */
public final class Mixture {
    private Mixture() {}

    /**
     * A process that is mixed in.
     *
     * @param name unique in the mixture
     * @param weight share of items relative to other members, positive
     * @param compute units of the mixture's compute for one unit of the member's, at least 0; in effect the member's price as a
     *     multiple of the mixture's
     */
    public record Member(String name, double weight, double compute, DecisionProcess<?> process) {
        /** A member whose compute counts as it is. */
        public Member(String name, double weight, DecisionProcess<?> process) {
            this(name, weight, 1, process);
        }

        public Member {
            Require.that(!name.isBlank(), "name of a member of a mixture must not be blank");
            Require.positive("weight", weight);
            Require.atLeast("compute", compute, 0);
        }
    }

    /**
     * Mixes processes.
     *
     * <p><b>Levels</b> are those of all members, each named "member: level"; they are ordered within a member. <b>Actions</b> are
     * all actions of the members; what has the same name and kind is one action. <b>Features</b> are those of all members,
     * each named "member feature" and 0 on items of others; then for each member {@code is NAME}, 0 or 1; then the constant
     * 1. <b>Compute</b> is the members', times what a unit of theirs counts. Its unit is that of the members of which a unit
     * counts as one; where those differ, they are named together and do not add up to anything but a cost. <b>Tallies</b> are named "member: tally". The optimum is the weighted mean of the members' optima, as the
     * member is always seen.
     *
     * @param members at least one, in the order of their levels
     * @throws IllegalArgumentException with one sentence, if two members have a name in common, or an action's name with two
     *     kinds
     */
    public static DecisionProcess<?> of(List<Member> members) {
        Require.that(!members.isEmpty(), "a mixture must have at least one member, had none");
        Set<String> names = new HashSet<>();
        for (Member member : members) {
            Require.that(names.add(member.name()), "two members of the mixture are named %s", member.name());
        }
        return new MixtureProcess(members);
    }
}

package dwell.trainer.shaping;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A group written down by hand. */
public final class Outcomes implements OutcomeGroup {
    /** One member. */
    public record Member(Verdict verdict, Ending ending, double compute, int thinks, double confidence) {}

    private final int level;
    private final int item;
    private final List<Member> members = new ArrayList<>();

    public Outcomes(int level, int item) {
        this.level = level;
        this.item = item;
    }

    static Outcomes group() {
        return new Outcomes(0, 0);
    }

    Outcomes right(double compute) {
        return with(new Member(Verdict.CORRECT, Ending.ANSWERED, compute, compute > 0 ? 1 : 0, 0.9));
    }

    Outcomes wrong(double compute) {
        return with(new Member(Verdict.WRONG, Ending.ANSWERED, compute, compute > 0 ? 1 : 0, 0.9));
    }

    public Outcomes with(Member member) {
        members.add(member);
        return this;
    }

    List<Member> members() {
        return members;
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public int item() {
        return item;
    }

    @Override
    public Verdict verdict(int member) {
        return members.get(member).verdict();
    }

    @Override
    public Ending ending(int member) {
        return members.get(member).ending();
    }

    @Override
    public double compute(int member) {
        return members.get(member).compute();
    }

    @Override
    public int thinks(int member) {
        return members.get(member).thinks();
    }

    @Override
    public double confidence(int member) {
        return members.get(member).confidence();
    }
}

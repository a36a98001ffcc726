package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;
import java.util.List;

public final class Mixture {
    private Mixture() {}

    public record Member(String name, double weight, DecisionProcess<?> process) {}

    public static DecisionProcess<?> of(List<Member> members) {
        throw new IllegalStateException();
    }
}

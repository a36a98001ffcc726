package dwell.trainer.warm;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.envs.random.RandomKey;
import java.util.function.IntToDoubleFunction;

/**
 * Episodes of a teacher on a compiled process. Step t, forced moves included, draws its reading at counter 3t of the episode's
 * key, its action at 3t + 1 and its branch at 3t + 2, as {@link Simulator} does: a policy that chose the same actions would walk
 * the same episode. Immutable and thread-safe.
 */
public final class TeacherWalk {
    private final Teacher teacher;
    private final CompiledProcess process;

    /** Walks of a teacher. */
    public TeacherWalk(Teacher teacher) {
        this.teacher = teacher;
        this.process = teacher.process();
    }

    /** Room for an episode. */
    public Trace room() {
        return new Trace(process.actionCount());
    }

    /**
     * Walks one episode.
     *
     * @param item hidden class and start state
     * @param key of the episode
     * @param out overwritten
     */
    public void walk(Item item, long key, Trace out) {
        out.clear();
        int state = item.startState();
        for (long step = 0; state >= 0; step++) {
            boolean decision = process.isDecision(state);
            int choice = decision ? choose(state, Simulator.actionDraw(key, step)) : process.choiceBegin(state);
            if (decision) {
                int action = process.actionOf(choice);
                boolean[] legal = out.add(
                        read(state, RandomKey.uniform(key, 3 * step)),
                        action,
                        Math.log(teacher.probability(choice)),
                        teacher.shortcut(state),
                        teacher.right(state));
                int at = (out.size() - 1) * process.actionCount();
                for (int a = 0; a < process.actionCount(); a++) {
                    legal[at + a] = process.choiceOf(state, a) >= 0;
                }
                out.thinks += teacher.deliberates(choice) ? 1 : 0;
            }
            out.compute += process.compute(item.hiddenClass(), choice);
            state = process.branchTarget(branch(choice, item.hiddenClass(), RandomKey.uniform(key, 3 * step + 2)));
        }
        out.terminal = -1 - state;
    }

    private int choose(int state, double u) {
        return draw(process.choiceBegin(state), process.choiceBegin(state + 1), teacher::probability, u);
    }

    private int read(int state, double u) {
        int reading =
                draw(process.readingBegin(state), process.readingBegin(state + 1), process::readingProbability, u);
        return process.readingRow(reading);
    }

    private int branch(int choice, int hiddenClass, double u) {
        return draw(
                process.branchBegin(choice),
                process.branchBegin(choice + 1),
                b -> process.probability(hiddenClass, b),
                u);
    }

    /** The first entry whose cumulative probability is above u; the last possible one takes the rest. */
    private static int draw(int first, int end, IntToDoubleFunction probability, double u) {
        double cumulative = 0;
        int last = first;
        for (int i = first; i < end; i++) {
            double p = probability.applyAsDouble(i);
            cumulative += p;
            if (p > 0) {
                last = i;
                if (u < cumulative) {
                    return i;
                }
            }
        }
        return last;
    }
}

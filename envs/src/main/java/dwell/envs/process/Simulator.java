package dwell.envs.process;

import dwell.envs.random.RandomKey;
import java.util.Arrays;

/**
 * Episodes of a compiled process by table lookup. Immutable and thread-safe; what changes is the caller's
 * {@link EpisodeTape}.
 *
 * <p>An episode is a pure function of its key. Step {@code t}, forced moves included, draws its reading at counter
 * {@code 3t}, its action at {@code 3t + 1} and its branch at {@code 3t + 2}, so that {@link ProcessEnvironment}, which asks
 * for actions one at a time, walks the same episodes.
 */
public final class Simulator {
    /** Wide enough for probabilities of single precision. */
    private static final double SUM_TOLERANCE = 1e-4;

    private final CompiledProcess process;
    private final int actions;
    private final boolean blurred;
    private final int[] choiceBegin;
    private final int[] choiceOf;
    private final int[] branchBegin;
    private final int[] branchTarget;
    private final int[] stateRow;
    private final int[] chosenThinks;
    private final double[][] compute;
    private final double[] readingCumulative;
    private final int longestEpisode;
    private final boolean manyBranches;
    /**
     * By state and action, the forced choice of a state standing at action 0: the first branch of the choice in the low half, 1
     * in bit 32 if it is a decision, 1 in bit 63 if it is a think.
     */
    private final long[] moves;
    /** By hidden class, in the same order: compute. One class stands for all where costStride is 0. */
    private final double[] costOfAction;

    private final int costStride;
    /** By hidden class and branch: the cumulative probability times 2^53, rounded up, to compare 53 random bits with. */
    private final long[] branchThreshold;
    /** By branch: where it leads, see {@link #position}. */
    private final long[] next;

    public Simulator(CompiledProcess process) {
        this.process = process;
        this.actions = process.actionCount();
        this.choiceBegin = process.choiceBegin;
        this.choiceOf = process.choiceOf;
        this.branchBegin = process.branchBegin;
        this.branchTarget = process.branchTarget;
        this.compute = process.compute;
        this.stateRow = new int[process.stateCount()];
        this.chosenThinks = new int[process.choiceCount()];
        this.readingCumulative = new double[process.readingRow.length];
        boolean anyBlurred = false;
        for (int s = 0; s < stateRow.length; s++) {
            int first = process.readingBegin[s];
            int last = process.readingBegin[s + 1];
            stateRow[s] = first < last ? process.readingRow[first] : -1;
            anyBlurred |= last - first > 1;
            accumulate(process.readingProbability, first, last, readingCumulative);
            for (int k = choiceBegin[s]; k < choiceBegin[s + 1]; k++) {
                int action = process.choiceAction[k];
                boolean deliberates = action >= 0
                        && process.isDecision(s)
                        && process.actions().get(action).kind().deliberates();
                chosenThinks[k] = deliberates ? 1 : 0;
            }
        }
        this.blurred = anyBlurred;
        this.branchThreshold = new long[Math.multiplyExact(process.classCount(), branchTarget.length)];
        double[] cumulative = new double[branchTarget.length];
        for (int c = 0; c < process.classCount(); c++) {
            for (int k = 0; k < process.choiceCount(); k++) {
                accumulate(process.probability[c], branchBegin[k], branchBegin[k + 1], cumulative);
            }
            for (int b = 0; b < cumulative.length; b++) {
                branchThreshold[c * cumulative.length + b] = (long) Math.ceil(cumulative[b] * 0x1.0p53);
            }
        }
        this.next = new long[branchTarget.length];
        for (int b = 0; b < next.length; b++) {
            next[b] = position(branchTarget[b]);
        }
        this.moves = new long[process.stateCount() * actions];
        boolean oneCost = Arrays.stream(compute).allMatch(cost -> Arrays.equals(cost, compute[0]));
        this.costStride = oneCost ? 0 : moves.length;
        this.costOfAction = new double[oneCost ? moves.length : Math.multiplyExact(compute.length, moves.length)];
        boolean anyWide = false;
        for (int s = 0; s < stateRow.length; s++) {
            for (int k = choiceBegin[s]; k < choiceBegin[s + 1]; k++) {
                int at = s * actions + (process.isDecision(s) ? process.choiceAction[k] : 0);
                long decision = process.isDecision(s) ? 1 : 0;
                moves[at] = branchBegin[k] | decision << 32 | (long) chosenThinks[k] << 63;
                for (int c = 0; c < compute.length; c++) {
                    costOfAction[c * costStride + at] = compute[c][k];
                }
                anyWide |= branchBegin[k + 1] - branchBegin[k] > 2;
            }
        }
        this.manyBranches = anyWide;
        this.longestEpisode = longestEpisode(process);
    }

    /**
     * Where an episode is: {@code state * actions} in the low half, {@code row * actions} in the high half, negative in a
     * forced state; after the end, the terminal's target in the low half.
     */
    private long position(int target) {
        if (target < 0) {
            return target;
        }
        return ((long) stateRow[target] * actions << 32) + target * actions;
    }

    /** Largest number of decisions of an episode. */
    private static int longestEpisode(CompiledProcess process) {
        int[] longest = new int[process.stateCount()];
        int most = 0;
        for (int s = longest.length - 1; s >= 0; s--) {
            for (int b = process.branchBegin[process.choiceBegin[s]];
                    b < process.branchBegin[process.choiceBegin[s + 1]];
                    b++) {
                int target = process.branchTarget[b];
                longest[s] = target < 0 ? longest[s] : Math.max(longest[s], longest[target]);
            }
            longest[s] += process.isDecision(s) ? 1 : 0;
            most = Math.max(most, longest[s]);
        }
        return most;
    }

    /** Cumulative probabilities with the last possible entry, and all after it, at 1: a draw below 1 always lands. */
    private static void accumulate(double[] probability, int first, int last, double[] out) {
        double sum = 0;
        int possible = first;
        for (int i = first; i < last; i++) {
            sum += probability[i];
            out[i] = sum;
            if (probability[i] > 0) {
                possible = i;
            }
        }
        for (int i = possible; i < last; i++) {
            out[i] = 1;
        }
    }

    /**
     * Writes what {@link #run} looks actions up in.
     *
     * @param probabilities action probabilities of one row, from {@code offset}, 0 for actions that are not legal
     * @param row the observation row
     * @param cumulative shape [rows x actions]; written from {@code row * actions}
     * @throws IllegalArgumentException if the probabilities do not sum to 1 or an action that is not legal has any
     */
    public void setRow(double[] probabilities, int offset, int row, double[] cumulative) {
        double sum = 0;
        int possible = 0;
        for (int a = 0; a < actions; a++) {
            double p = probabilities[offset + a];
            if (!(p >= 0) || p > 0 && !process.rowLegal[row * actions + a]) {
                throw new IllegalArgumentException(
                        "row %d: action %s has probability %s; it must be at least 0, and 0 where it is not legal"
                                .formatted(row, process.actions().get(a).name(), p));
            }
            sum += p;
            cumulative[row * actions + a] = sum;
            if (p > 0) {
                possible = a;
            }
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "row %d: the action probabilities sum to %s; they must sum to 1".formatted(row, sum));
        }
        for (int a = possible; a < actions; a++) {
            cumulative[row * actions + a] = 1;
        }
    }

    /**
     * Runs one episode to its end and appends its decisions to the tape.
     *
     * @param key the episode's stream
     * @param hiddenClass the item's class
     * @param startState the item's start state
     * @param cumulative shape [rows x actions], written by {@link #setRow}; NaN where a row has no probabilities yet
     * @return false if the episode met a row without probabilities: then {@link EpisodeTape#missingRow()} names it and the
     *     tape is as it was
     */
    public boolean run(long key, int hiddenClass, int startState, double[] cumulative, EpisodeTape tape) {
        return run(key, hiddenClass, startState, cumulative, null, 0, tape);
    }

    /**
     * As {@link #run(long, int, int, double[], EpisodeTape)}, the first decision drawn by a rule of its own.
     *
     * @param first how the first decision is drawn; null as any other
     * @param member the episode's place in its group, which {@code first} asks for
     */
    public boolean run(
            long key,
            int hiddenClass,
            int startState,
            double[] cumulative,
            FirstDraw first,
            int member,
            EpisodeTape tape) {
        boolean fresh = first != null;
        int offset = hiddenClass * branchTarget.length;
        double[] cost = compute[hiddenClass];
        int[] decisions = tape.decisions;
        int size = tape.size;
        int thinks = 0;
        double spent = 0;
        int state = startState;
        long counter = 0;
        while (true) {
            int row = stateRow[state];
            int choice;
            if (row < 0) {
                choice = choiceBegin[state];
            } else {
                if (blurred) {
                    row = read(state, key, counter);
                }
                int base = row * actions;
                double u = RandomKey.uniform(key, counter + 1);
                double threshold = cumulative[base];
                if (threshold != threshold) {
                    tape.missingRow = row;
                    return false;
                }
                boolean apart = fresh && first.number()[row] != row;
                int action = drawn(apart ? first.cumulative(member) : cumulative, base, u);
                if (size == decisions.length) {
                    decisions = tape.grow();
                }
                decisions[size++] = (apart ? first.number()[row] * actions : base) + action;
                fresh = false;
                choice = choiceOf[state * actions + action];
            }
            thinks += chosenThinks[choice];
            spent += cost[choice];
            int branch = branchBegin[choice];
            long u = RandomKey.bits(key, counter + 2) >>> 11;
            while (u >= branchThreshold[offset + branch]) {
                branch++;
            }
            counter += 3;
            int target = branchTarget[branch];
            if (target < 0) {
                tape.terminal = -1 - target;
                break;
            }
            state = target;
        }
        tape.size = size;
        tape.thinks = thinks;
        tape.compute = spent;
        return true;
    }

    private static int drawn(double[] cumulative, int base, double u) {
        int action = 0;
        while (u >= cumulative[base + action]) {
            action++;
        }
        return action;
    }

    /**
     * Runs the episodes of some groups side by side and appends their decisions to the tape, group after group and member
     * after member. Member {@code m} of a group walks the episode of {@link #run} with key
     * {@code RandomKey.child(promptKey, m)}, bit for bit; going side by side keeps the processor busy while one episode waits
     * for its tables. A few hundred episodes at a time are fastest.
     *
     * @param groups number of groups
     * @param promptKeys shape [groups], parents of the members' keys
     * @param hiddenClasses shape [groups], the items' classes
     * @param startStates shape [groups], the items' start states
     * @param members episodes of each group
     * @param cumulative shape [rows x actions], written by {@link #setRow}; NaN where a row has no probabilities yet
     * @param tape its {@code member...} methods give the facts of episode {@code group * members + m}
     * @return false if any episode met a row without probabilities: it is not on the tape, and
     *     {@link EpisodeTape#memberMissingRow} names the row; the others are as if it had not been there
     */
    public boolean runGroups(
            int groups,
            long[] promptKeys,
            int[] hiddenClasses,
            int[] startStates,
            int members,
            double[] cumulative,
            EpisodeTape tape) {
        return runGroups(groups, promptKeys, hiddenClasses, startStates, members, cumulative, null, tape);
    }

    /**
     * As {@link #runGroups(int, long[], int[], int[], int, double[], EpisodeTape)}, first decisions drawn by a rule of their own.
     *
     * @param first how first decisions are drawn; null as any other
     */
    public boolean runGroups(
            int groups,
            long[] promptKeys,
            int[] hiddenClasses,
            int[] startStates,
            int members,
            double[] cumulative,
            FirstDraw first,
            EpisodeTape tape) {
        int episodes = groups * members;
        int stride = (longestEpisode + EpisodeTape.BLOCK) / EpisodeTape.BLOCK * EpisodeTape.BLOCK;
        tape.open(episodes, stride);
        long[] keys = tape.keys;
        long[] positions = tape.positions;
        int[] classes = tape.classes;
        double[] spent = tape.spent;
        long[] tallies = tape.tallies;
        int[] alive = tape.alive;
        long[] actionBits = tape.actionBits;
        long[] branchBits = tape.branchBits;
        int[] scratch = tape.scratch;
        for (int g = 0; g < groups; g++) {
            long start = position(startStates[g]);
            for (int m = 0; m < members; m++) {
                int e = g * members + m;
                keys[e] = RandomKey.child(promptKeys[g], m);
                positions[e] = start;
                classes[e] = hiddenClasses[g];
                spent[e] = 0;
                tallies[e] = 0;
                alive[e] = e;
            }
        }
        boolean manyActions = actions > 2;
        boolean manyBranches = this.manyBranches;
        boolean blurred = this.blurred;
        int actions = this.actions;
        long[] moves = this.moves;
        double[] cost = this.costOfAction;
        int costStride = this.costStride;
        long[] branchThreshold = this.branchThreshold;
        int branchCount = branchTarget.length;
        long[] next = this.next;
        tape.running = episodes;
        long begin = first == null ? 0 : throughFirstDecisions(members, cumulative, first, tape, stride);
        int running = tape.running;
        for (long counter = begin; running > 0; counter += 3) {
            RandomKey.bits53(keys, running, counter + 1, actionBits);
            RandomKey.bits53(keys, running, counter + 2, branchBits);
            int left = 0;
            for (int i = 0; i < running; i++) {
                int e = alive[i];
                long key = keys[i];
                long position = positions[e];
                int at = (int) position;
                int base = (int) (position >> 32);
                if (base >= 0) {
                    if (blurred) {
                        base = read(at / actions, key, counter) * actions;
                    }
                    double threshold = cumulative[base];
                    if (threshold != threshold) {
                        tape.miss(e, base / actions);
                        continue;
                    }
                    double u = actionBits[i] * 0x1.0p-53;
                    int action = reached(u, threshold);
                    if (manyActions) {
                        while (u >= cumulative[base + action]) {
                            action++;
                        }
                    }
                    at += action;
                    scratch[e * stride + (int) tallies[e] & EpisodeTape.DECISIONS] = base + action;
                }
                int hidden = classes[e];
                long move = moves[at];
                tallies[e] += move >>> 32;
                spent[e] += cost[hidden * costStride + at];
                int branch = (int) move;
                int offset = hidden * branchCount;
                long u = branchBits[i];
                branch += (int) (branchThreshold[offset + branch] - 1 - u >>> 63);
                if (manyBranches) {
                    while (u >= branchThreshold[offset + branch]) {
                        branch++;
                    }
                }
                long target = next[branch];
                positions[e] = target;
                alive[left] = e;
                keys[left] = key;
                left += 1 + ((int) target >> 31);
            }
            running = left;
        }
        return tape.close(stride);
    }

    /**
     * Takes steps until every episode has taken its first decision, has ended or met a row without probabilities. Few steps in
     * most tasks, and so written plainly.
     *
     * @return the counter of the next step
     */
    private long throughFirstDecisions(
            int members, double[] cumulative, FirstDraw first, EpisodeTape tape, int stride) {
        long counter = 0;
        int undecided = tape.running;
        while (undecided > 0) {
            undecided = 0;
            int left = 0;
            for (int i = 0; i < tape.running; i++) {
                int e = tape.alive[i];
                long key = tape.keys[i];
                int at = (int) tape.positions[e];
                int base = (int) (tape.positions[e] >> 32);
                int taken = (int) tape.tallies[e] & EpisodeTape.DECISIONS;
                if (base >= 0) {
                    int row = blurred ? read(at / actions, key, counter) : base / actions;
                    if (Double.isNaN(cumulative[row * actions])) {
                        tape.miss(e, row);
                        continue;
                    }
                    boolean apart = taken == 0 && first.number()[row] != row;
                    int action = drawn(
                            apart ? first.cumulative(e % members) : cumulative,
                            row * actions,
                            RandomKey.uniform(key, counter + 1));
                    at += action;
                    tape.scratch[e * stride + taken] = (apart ? first.number()[row] : row) * actions + action;
                }
                int hidden = tape.classes[e];
                tape.tallies[e] += moves[at] >>> 32;
                tape.spent[e] += costOfAction[hidden * costStride + at];
                int branch = (int) moves[at];
                long u = RandomKey.bits(key, counter + 2) >>> 11;
                while (u >= branchThreshold[hidden * branchTarget.length + branch]) {
                    branch++;
                }
                tape.positions[e] = next[branch];
                if ((int) next[branch] >= 0) {
                    undecided += ((int) tape.tallies[e] & EpisodeTape.DECISIONS) == 0 ? 1 : 0;
                    tape.alive[left] = e;
                    tape.keys[left++] = key;
                }
            }
            tape.running = left;
            counter += 3;
        }
        return counter;
    }

    /** 1 if {@code u >= threshold}, else 0, without a jump that the processor would have to guess. */
    private static int reached(double u, double threshold) {
        return (int) (Double.doubleToRawLongBits(threshold - u) - 1 >>> 63);
    }

    private int read(int state, long key, long counter) {
        int reading = process.readingBegin[state];
        double u = RandomKey.uniform(key, counter);
        while (u >= readingCumulative[reading]) {
            reading++;
        }
        return process.readingRow[reading];
    }

    /** The reading of a decision state at a step; the row that the policy sees. */
    int rowAt(int state, long key, long step) {
        return read(state, key, 3 * step);
    }

    /** The branch that a choice takes at a step. */
    int branchAt(int choice, int hiddenClass, long key, long step) {
        int branch = branchBegin[choice];
        int offset = hiddenClass * branchTarget.length;
        long u = RandomKey.bits(key, 3 * step + 2) >>> 11;
        while (u >= branchThreshold[offset + branch]) {
            branch++;
        }
        return branch;
    }

    /** The uniform number with which the action of a step is to be drawn from cumulative probabilities. */
    public static double actionDraw(long key, long step) {
        return RandomKey.uniform(key, 3 * step + 1);
    }

    int chosenThinks(int choice) {
        return chosenThinks[choice];
    }
}

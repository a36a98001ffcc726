package dwell.trainer.rollout;

import dwell.envs.process.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The group of a prompt as it was drawn in an earlier update: outcomes, decisions with what they were drawn from, and rewards.
 * Immutable and self-contained.
 */
public final class StoredGroup {
    private final int update;
    private final int level;
    private final Item item;
    private final int[] length;
    private final int[] terminal;
    private final int[] thinks;
    private final double[] compute;
    /** Decisions of all members one behind the other, in rows of this group. */
    private final int[] decisions;
    /** By row of this group: the row's number in its update, the observation, and what was seen and drawn from. */
    private final int[] source;

    private final int[] observation;
    private final float[] features;
    private final boolean[] legal;
    private final double[] behaviour;
    private final double[] rewards;
    private final double[][] terms;

    private StoredGroup(
            int update,
            int level,
            Item item,
            int[] length,
            int[] terminal,
            int[] thinks,
            double[] compute,
            int[] decisions,
            int[] source,
            int[] observation,
            float[] features,
            boolean[] legal,
            double[] behaviour,
            double[] rewards,
            double[][] terms) {
        this.update = update;
        this.level = level;
        this.item = item;
        this.length = length;
        this.terminal = terminal;
        this.thinks = thinks;
        this.compute = compute;
        this.decisions = decisions;
        this.source = source;
        this.observation = observation;
        this.features = features;
        this.legal = legal;
        this.behaviour = behaviour;
        this.rewards = rewards;
        this.terms = terms;
    }

    /**
     * Takes a copy of a prompt's group.
     *
     * @param update in which it was drawn
     * @param rewards shape [episodes]
     * @param terms shape [terms][episodes]
     */
    static StoredGroup of(int update, Rollouts rollouts, int prompt, double[] rewards, double[][] terms) {
        int group = rollouts.groupSize();
        int from = prompt * group;
        int to = from + group;
        int actions = rollouts.actions();
        RowTable table = rollouts.table();
        int[] length = Arrays.copyOfRange(rollouts.length, from, to);
        int[] decisions = new int[Arrays.stream(length).sum()];
        int[] source = new int[decisions.length];
        Map<Integer, Integer> numbers = new HashMap<>();
        int at = 0;
        for (int e = from; e < to; e++) {
            for (int d = 0; d < length[e - from]; d++) {
                int decision = rollouts.decisions(prompt)[rollouts.begin[e] + d];
                int row = decision / actions;
                int number = numbers.computeIfAbsent(row, r -> numbers.size());
                source[number] = row;
                decisions[at++] = number * actions + decision % actions;
            }
        }
        int rows = numbers.size();
        int width = table.width();
        int[] observation = new int[rows];
        float[] features = new float[rows * width];
        boolean[] legal = new boolean[rows * actions];
        double[] behaviour = new double[rows * actions];
        for (int i = 0; i < rows; i++) {
            observation[i] = table.observation[source[i]];
            System.arraycopy(table.features, source[i] * width, features, i * width, width);
            System.arraycopy(table.legal, source[i] * actions, legal, i * actions, actions);
            System.arraycopy(table.behaviour, source[i] * actions, behaviour, i * actions, actions);
        }
        double[][] ofTerms = new double[terms.length][];
        Arrays.setAll(ofTerms, t -> Arrays.copyOfRange(terms[t], from, to));
        return new StoredGroup(
                update,
                rollouts.level[prompt],
                rollouts.item[prompt],
                length,
                Arrays.copyOfRange(rollouts.terminal, from, to),
                Arrays.copyOfRange(rollouts.thinks, from, to),
                Arrays.copyOfRange(rollouts.compute, from, to),
                decisions,
                Arrays.copyOf(source, rows),
                observation,
                features,
                legal,
                behaviour,
                Arrays.copyOfRange(rewards, from, to),
                ofTerms);
    }

    /** The update in which it was drawn, from 0. */
    int update() {
        return update;
    }

    /** Writes the rewards in the places of a prompt; shapes as in {@link #of}. */
    void writeRewards(int prompt, double[] toRewards, double[][] toTerms) {
        int from = prompt * rewards.length;
        System.arraycopy(rewards, 0, toRewards, from, rewards.length);
        for (int t = 0; t < terms.length; t++) {
            System.arraycopy(terms[t], 0, toTerms[t], from, rewards.length);
        }
    }

    /**
     * Puts groups in the place of those of some prompts. Decisions that were drawn from one row of one update share a row again;
     * what they were drawn from is kept, and the policy's log-probabilities are those of now.
     *
     * @param which prompts, as many as groups
     */
    static void lay(List<StoredGroup> groups, int[] which, Rollouts rollouts, RowTable table, PresentPolicy present) {
        int buffer = rollouts.decisions.length - 1;
        int from = table.count;
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        List<Integer> decisions = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            StoredGroup stored = groups.get(i);
            int[] rows = new int[stored.source.length];
            for (int row = 0; row < rows.length; row++) {
                int own = row;
                rows[row] = numbers.computeIfAbsent(
                        List.of(stored.update, stored.source[row]), key -> stored.append(own, table));
            }
            stored.write(which[i], rollouts, rows, decisions);
            rollouts.shard[which[i]] = buffer;
        }
        rollouts.decisions[buffer] =
                decisions.stream().mapToInt(Integer::intValue).toArray();
        rollouts.count();
        present.evaluateRange(from, table.count);
    }

    private int append(int row, RowTable table) {
        int actions = legal.length / source.length;
        int width = table.width();
        table.reserve(table.count + 1);
        table.observation[table.count] = observation[row];
        System.arraycopy(features, row * width, table.features, table.count * width, width);
        System.arraycopy(legal, row * actions, table.legal, table.count * actions, actions);
        System.arraycopy(behaviour, row * actions, table.behaviour, table.count * actions, actions);
        return table.count++;
    }

    private void write(int prompt, Rollouts rollouts, int[] rows, List<Integer> buffer) {
        int group = length.length;
        int actions = rollouts.actions();
        rollouts.level[prompt] = level;
        rollouts.item[prompt] = item;
        int at = 0;
        for (int member = 0; member < group; member++) {
            int e = prompt * group + member;
            rollouts.begin[e] = buffer.size();
            rollouts.length[e] = length[member];
            rollouts.terminal[e] = terminal[member];
            rollouts.thinks[e] = thinks[member];
            rollouts.compute[e] = compute[member];
            for (int d = 0; d < length[member]; d++) {
                int decision = decisions[at++];
                buffer.add(rows[decision / actions] * actions + decision % actions);
            }
        }
    }

    /** Appends everything as numbers. */
    void write(NumberList out) {
        out.add(update).add(level);
        out.add(item == null ? -1 : item.hiddenClass()).add(item == null ? -1 : item.startState());
        out.add(length).add(terminal).add(thinks).add(compute);
        out.add(decisions).add(source).add(observation);
        double[] seen = new double[features.length];
        Arrays.setAll(seen, i -> features[i]);
        int[] lawful = new int[legal.length];
        Arrays.setAll(lawful, i -> legal[i] ? 1 : 0);
        out.add(seen).add(lawful).add(behaviour).add(rewards).add(terms.length);
        for (double[] term : terms) {
            out.add(term);
        }
    }

    /** Reads what {@link #write(NumberList)} appended. */
    static StoredGroup read(NumberList in) {
        int update = in.nextInt();
        int level = in.nextInt();
        int hiddenClass = in.nextInt();
        int start = in.nextInt();
        int[] length = in.nextInts();
        int[] terminal = in.nextInts();
        int[] thinks = in.nextInts();
        double[] compute = in.nextArray();
        int[] decisions = in.nextInts();
        int[] source = in.nextInts();
        int[] observation = in.nextInts();
        double[] seen = in.nextArray();
        float[] features = new float[seen.length];
        for (int i = 0; i < seen.length; i++) {
            features[i] = (float) seen[i];
        }
        int[] lawful = in.nextInts();
        boolean[] legal = new boolean[lawful.length];
        for (int i = 0; i < lawful.length; i++) {
            legal[i] = lawful[i] != 0;
        }
        double[] behaviour = in.nextArray();
        double[] rewards = in.nextArray();
        double[][] terms = new double[in.nextInt()][];
        for (int t = 0; t < terms.length; t++) {
            terms[t] = in.nextArray();
        }
        return new StoredGroup(
                update,
                level,
                hiddenClass < 0 ? null : new Item(hiddenClass, start),
                length,
                terminal,
                thinks,
                compute,
                decisions,
                source,
                observation,
                features,
                legal,
                behaviour,
                rewards,
                terms);
    }
}

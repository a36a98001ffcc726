package dwell.trainer.objective;

import dwell.trainer.config.LossConfig;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.config.LossConfig.Select;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.rollout.RowSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the loss needs to know of the decisions of one minibatch, summed by (row, action). The terms of a GRPO loss depend on
 * the row, the action, the weight and the sign of the advantage only, so these sums give the same loss and gradient as the
 * decisions one by one; where the ratio is that of an episode, {@link EpisodeSurrogate} goes through the episodes again.
 * Reused from update to update; confined to one thread.
 *
 * <p>A decision of episode e has the weight w = 1/N under decision-mean (N decisions in the minibatch), 1/(E n_e) under
 * episode-mean (E episodes, n_e decisions in e), 1/(P n_p) under group-mean (P prompts, n_p decisions of all rollouts of p),
 * and 1/(E L) under constant (Dr. GRPO, 2503.20783; L the configured length). With a control weight alpha (Thinkless,
 * 2505.13379), first decisions have alpha / E, and the counts above are those of the later ones.
 *
 * <p>One mask decides which decisions these counts, the loss and its gradient are of: those of episodes that {@link
 * Advantages} says are trained on, that importance sampling does not drop, and, under {@code high-entropy}, that are among the
 * selected share by entropy of the policy at the start of the update (2506.01939), in steps of 1e-6 nats, so that decisions on
 * one observation are never told apart by rounding. Counts are of the whole minibatch, so its
 * parts can be gathered one after the other and their gradients added up.
 */
public final class LossWeights {
    /** Sums of a cell: w c A over A > 0, w c A over A <= 0, w over A > 0, w over A <= 0; c the importance weight. */
    private static final int FIELDS = 4;

    private static final double ENTROPY_STEP = 1e-6;

    private final Aggregation aggregation;
    private final double constantLength;
    private final double controlWeight;
    private final double selectedShare;
    private double[] sums = new double[0];
    private int cells;
    private int[] rows = new int[0];
    private int rowCount;
    private boolean[] selected = new boolean[0];
    private int[] ofEpisode = new int[0];
    private long decisions;
    private int episodes;
    private int prompts;
    private Rollouts rollouts;
    private Advantages advantages;
    private Importance importance;
    private int[] order;
    private int from;
    private int to;

    public LossWeights(LossConfig loss) {
        this.aggregation = loss.aggregation();
        this.constantLength = loss.constantLength();
        this.controlWeight = loss.controlWeight();
        this.selectedShare = loss.select() == Select.HIGH_ENTROPY ? loss.selectShare() : 1;
    }

    /**
     * Counts a minibatch.
     *
     * @param importance weights of decisions that another policy drew; null where all are 1
     * @param order the prompts of the minibatch are entries {@code from} to {@code to - 1}
     */
    public void minibatch(
            Rollouts rollouts, Advantages advantages, Importance importance, int[] order, int from, int to) {
        this.rollouts = rollouts;
        this.advantages = advantages;
        this.importance = importance;
        this.order = order;
        if (ofEpisode.length < rollouts.episodes()) {
            ofEpisode = new int[rollouts.episodes()];
        }
        selectRows(from, to);
        decisions = 0;
        episodes = 0;
        prompts = 0;
        int group = rollouts.groupSize();
        for (int i = from; i < to; i++) {
            int before = episodes;
            for (int e = order[i] * group; e < (order[i] + 1) * group; e++) {
                if (advantages.trained()[e]) {
                    episodes++;
                    ofEpisode[e] = averaged(e, order[i]);
                    decisions += ofEpisode[e];
                }
            }
            prompts += episodes > before ? 1 : 0;
        }
    }

    /** Decisions of an episode that its aggregation counts: under a control weight, the first is not one of them. */
    private int averaged(int e, int prompt) {
        int length = rollouts.length(e);
        int first = controlWeight < 0 ? 0 : 1;
        if (selectedShare == 1 && importance == null) {
            return Math.max(0, length - first);
        }
        int kept = 0;
        int[] cellsOf = rollouts.decisions(prompt);
        for (int d = first; d < length; d++) {
            kept += keeps(e, cellsOf[rollouts.begin(e) + d]) ? 1 : 0;
        }
        return kept;
    }

    /** Whether the mask keeps a decision of a trained episode. */
    boolean keeps(int episode, int cell) {
        return (selectedShare == 1 || selected[cell / rollouts.actions()])
                && (importance == null || importance.weight(episode, cell) > 0);
    }

    /** Rows whose entropy is among the highest that together hold the selected share of decisions. */
    private void selectRows(int first, int last) {
        if (selectedShare == 1) {
            return;
        }
        int actions = rollouts.actions();
        int all = rollouts.rows().count();
        long[] visits = new long[all];
        long total = 0;
        int group = rollouts.groupSize();
        for (int i = first; i < last; i++) {
            int[] cellsOf = rollouts.decisions(order[i]);
            for (int e = order[i] * group; e < (order[i] + 1) * group; e++) {
                for (int d = 0; d < rollouts.length(e) && advantages.trained()[e]; d++) {
                    visits[cellsOf[rollouts.begin(e) + d] / actions]++;
                    total++;
                }
            }
        }
        double[] entropy = new double[all];
        TreeMap<Double, Long> byEntropy = new TreeMap<>();
        for (int row = 0; row < all; row++) {
            if (visits[row] > 0) {
                entropy[row] = entropy(rollouts.rows(), row, actions);
                byEntropy.merge(entropy[row], visits[row], Long::sum);
            }
        }
        double threshold = threshold(byEntropy, selectedShare * total);
        if (selected.length < all) {
            selected = new boolean[all];
        }
        for (int row = 0; row < all; row++) {
            selected[row] = visits[row] > 0 && entropy[row] >= threshold;
        }
    }

    private static double threshold(TreeMap<Double, Long> byEntropy, double wanted) {
        long held = 0;
        for (Map.Entry<Double, Long> entry : byEntropy.descendingMap().entrySet()) {
            held += entry.getValue();
            if (held >= wanted) {
                return entry.getKey();
            }
        }
        return Double.NEGATIVE_INFINITY;
    }

    private static double entropy(RowSource source, int row, int actions) {
        double[] log = source.policyLogProbability();
        double entropy = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[row * actions + a]);
            entropy -= p > 0 ? p * log[row * actions + a] : 0;
        }
        return Math.rint(entropy / ENTROPY_STEP) * ENTROPY_STEP;
    }

    /**
     * Sums over a part of the minibatch.
     *
     * @param first index into the order of the minibatch
     * @param last exclusive
     */
    public void gather(int first, int last) {
        this.from = first;
        this.to = last;
        int actions = rollouts.actions();
        cells = rollouts.rows().count() * actions;
        if (sums.length < cells * FIELDS) {
            sums = new double[cells * FIELDS];
        } else {
            Arrays.fill(sums, 0, cells * FIELDS, 0);
        }
        boolean plain = !advantages.byDecision() && controlWeight < 0 && selectedShare == 1 && importance == null;
        for (int i = first; i < last; i++) {
            if (plain) {
                addPrompt(order[i]);
            } else {
                forEachDecision(order[i], this::add);
            }
        }
        listRows(actions);
    }

    /** The common case, in a loop of its own: this is the hottest place of training beside the network. */
    private void addPrompt(int prompt) {
        int[] cellsOf = rollouts.decisions(prompt);
        int group = rollouts.groupSize();
        double laterWeight = laterWeight(prompt);
        for (int e = prompt * group; e < (prompt + 1) * group; e++) {
            if (!advantages.trained()[e]) {
                continue;
            }
            int begin = rollouts.begin(e);
            int end = begin + rollouts.length(e);
            double weight =
                    aggregation == Aggregation.EPISODE_MEAN ? 1 / ((double) episodes * (end - begin)) : laterWeight;
            double weighted = weight * advantages.episodes()[e];
            int sign = weighted > 0 ? 0 : 1;
            for (int d = begin; d < end; d++) {
                int cell = cellsOf[d] * FIELDS;
                sums[cell + sign] += weighted;
                sums[cell + 2 + sign] += weight;
            }
        }
    }

    private void add(int episode, int cell, double weight, double advantage, double coefficient) {
        double weighted = weight * coefficient * advantage;
        int sign = weighted > 0 ? 0 : 1;
        sums[cell * FIELDS + sign] += weighted;
        sums[cell * FIELDS + 2 + sign] += weight;
    }

    /** One decision that the mask keeps. */
    interface Decision {
        /**
         * @param weight w
         * @param coefficient importance weight
         */
        void visit(int episode, int cell, double weight, double advantage, double coefficient);
    }

    /** Visits the kept decisions of a prompt's rollouts, member after member, each in order of its steps. */
    private void forEachDecision(int prompt, Decision decision) {
        int[] cellsOf = rollouts.decisions(prompt);
        int group = rollouts.groupSize();
        double laterWeight = laterWeight(prompt);
        double[] own = advantages.byDecision() ? advantages.decisions(prompt) : null;
        int next = 0;
        for (int e = prompt * group; e < (prompt + 1) * group; e++) {
            int begin = rollouts.begin(e);
            int length = rollouts.length(e);
            int at = next;
            next += length;
            if (!advantages.trained()[e]) {
                continue;
            }
            double later =
                    aggregation == Aggregation.EPISODE_MEAN ? 1 / ((double) episodes * ofEpisode[e]) : laterWeight;
            for (int d = 0; d < length; d++) {
                int cell = cellsOf[begin + d];
                if (keeps(e, cell)) {
                    double weight = d == 0 && controlWeight >= 0 ? controlWeight / episodes : later;
                    double coefficient = importance == null ? 1 : importance.weight(e, cell);
                    decision.visit(e, cell, weight, own == null ? advantages.episodes()[e] : own[at + d], coefficient);
                }
            }
        }
    }

    /** Visits the kept decisions of the part that was gathered last. */
    void forEachDecision(Decision decision) {
        for (int i = from; i < to; i++) {
            forEachDecision(order[i], decision);
        }
    }

    /** Visits the trained episodes of the part that was gathered last. */
    void forEachEpisode(EpisodeVisit visit) {
        int group = rollouts.groupSize();
        for (int i = from; i < to; i++) {
            for (int e = order[i] * group; e < (order[i] + 1) * group; e++) {
                if (advantages.trained()[e]) {
                    visit.visit(e, rollouts.decisions(order[i]), rollouts.begin(e), rollouts.length(e));
                }
            }
        }
    }

    /** One trained episode; its decisions are {@code cells[begin .. begin + length - 1]}, masked ones among them. */
    interface EpisodeVisit {
        void visit(int episode, int[] cells, int begin, int length);
    }

    /** Weight of a decision, unless it is an episode's own. */
    private double laterWeight(int prompt) {
        return switch (aggregation) {
            case DECISION_MEAN -> decisions == 0 ? 0 : 1.0 / decisions;
            case EPISODE_MEAN -> 0;
            case CONSTANT -> 1 / (episodes * constantLength);
            case GROUP_MEAN -> {
                long ofGroup = 0;
                for (int e = prompt * rollouts.groupSize(); e < (prompt + 1) * rollouts.groupSize(); e++) {
                    ofGroup += advantages.trained()[e] ? ofEpisode[e] : 0;
                }
                yield ofGroup == 0 ? 0 : 1 / ((double) prompts * ofGroup);
            }
        };
    }

    private void listRows(int actions) {
        int all = cells / actions;
        if (rows.length < all) {
            rows = new int[all];
        }
        rowCount = 0;
        for (int row = 0; row < all; row++) {
            double weight = 0;
            for (int a = 0; a < actions; a++) {
                weight += weight(row * actions + a);
            }
            if (weight > 0) {
                rows[rowCount++] = row;
            }
        }
    }

    /** Rows with at least one decision, ascending; only the first {@link #rowCount()} count. Owned by this object. */
    public int[] rows() {
        return rows;
    }

    public int rowCount() {
        return rowCount;
    }

    /** Number of (row, action) pairs that a decision can be. */
    int cells() {
        return cells;
    }

    /** Decisions in the means of the minibatch. */
    long decisions() {
        return decisions;
    }

    /** The rollouts that were gathered. */
    Rollouts rollouts() {
        return rollouts;
    }

    /** Takes a decision out of the sums of advantages; it stays in those of weights. */
    void detach(int cell, double weightedAdvantage) {
        sums[cell * FIELDS + (weightedAdvantage > 0 ? 0 : 1)] -= weightedAdvantage;
    }

    /** Sum of w c A over decisions with A > 0; {@code cell} is {@code row * actions + action}. */
    double positive(int cell) {
        return sums[cell * FIELDS];
    }

    /** Sum of w c A over decisions with A <= 0; at most 0. */
    double negative(int cell) {
        return sums[cell * FIELDS + 1];
    }

    /** Sum of w over decisions with A > 0. */
    double positiveWeight(int cell) {
        return sums[cell * FIELDS + 2];
    }

    /** Sum of w over decisions with A <= 0. */
    double otherWeight(int cell) {
        return sums[cell * FIELDS + 3];
    }

    /** Sum of w. */
    double weight(int cell) {
        return positiveWeight(cell) + otherWeight(cell);
    }
}

package dwell.envs.process;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A process as integer tables. Immutable and thread-safe.
 *
 * <p>States are numbered in topological order: every branch leads to a higher number. Choices and branches are numbered
 * through, the choices of state {@code s} being {@code choiceBegin(s) .. choiceBegin(s + 1) - 1}, and likewise the branches
 * of a choice. The target of a branch is a state, or, if negative, the end of the episode with the terminal
 * {@code -1 - target}; a terminal is {@code ending * 3 + verdict} in ordinals. Observation rows are the distinct
 * observations: what a network sees, and what the trainer shares work over.
 *
 * <p>Probabilities and compute are held per hidden class, and averaged under the posterior at the state, which by
 * sufficiency does not depend on the policy.
 */
public final class CompiledProcess {
    /** Number of terminals. */
    public static final int TERMINALS = Ending.values().length * Verdict.values().length;

    private static final Ending[] ENDINGS = Ending.values();
    private static final Verdict[] VERDICTS = Verdict.values();

    private final DecisionProcess<?> declaration;
    private final List<?> states;
    private final List<Optional<PlotPoint>> plotPoints;
    final double[] prior;
    final int[] levelOfClass;
    final int[] choiceBegin;
    final int[] choiceAction;
    final int[] branchBegin;
    final int[] branchTarget;
    final double[][] probability;
    final double[][] compute;
    final double[] posterior;
    final int[][] startState;
    final double[][] startProbability;
    final int[] readingBegin;
    final int[] readingRow;
    final double[] readingProbability;
    final int rows;
    final double[] rowFeatures;
    final boolean[] rowLegal;
    final int[] choiceOf;
    private final double[] meanProbability;
    private final double[] meanCompute;
    private final double[] levelWeight;

    CompiledProcess(
            DecisionProcess<?> declaration, StateTables tables, RowTables rowTables, List<Optional<PlotPoint>> points) {
        this.declaration = declaration;
        this.states = tables.states();
        this.plotPoints = points;
        this.prior = tables.prior();
        this.choiceBegin = tables.choiceBegin();
        this.choiceAction = tables.choiceAction();
        this.branchBegin = tables.branchBegin();
        this.branchTarget = tables.branchTarget();
        this.probability = tables.probability();
        this.compute = tables.compute();
        this.posterior = tables.posterior();
        this.startState = tables.startState();
        this.startProbability = tables.startProbability();
        this.readingBegin = rowTables.readingBegin();
        this.readingRow = rowTables.readingRow();
        this.readingProbability = rowTables.readingProbability();
        this.rows = rowTables.rows();
        this.rowFeatures = rowTables.features();
        this.rowLegal = rowTables.legal();
        this.levelOfClass = declaration.hiddenClasses().stream()
                .mapToInt(HiddenClass::level)
                .toArray();
        this.choiceOf = choiceByAction();
        this.meanProbability = new double[branchTarget.length];
        this.meanCompute = new double[choiceAction.length];
        averageUnderPosterior();
        this.levelWeight = new double[declaration.levels().size()];
        for (int c = 0; c < prior.length; c++) {
            levelWeight[levelOfClass[c]] += prior[c];
        }
    }

    private int[] choiceByAction() {
        int actions = declaration.actions().size();
        int[] result = new int[states.size() * actions];
        Arrays.fill(result, -1);
        for (int s = 0; s < states.size(); s++) {
            for (int k = choiceBegin[s]; k < choiceBegin[s + 1]; k++) {
                if (choiceAction[k] >= 0) {
                    result[s * actions + choiceAction[k]] = k;
                }
            }
        }
        return result;
    }

    private void averageUnderPosterior() {
        int classes = prior.length;
        for (int s = 0; s < states.size(); s++) {
            for (int c = 0; c < classes; c++) {
                double weight = posterior[s * classes + c];
                if (weight == 0) {
                    continue;
                }
                for (int k = choiceBegin[s]; k < choiceBegin[s + 1]; k++) {
                    meanCompute[k] += weight * compute[c][k];
                    for (int b = branchBegin[k]; b < branchBegin[k + 1]; b++) {
                        meanProbability[b] += weight * probability[c][b];
                    }
                }
            }
        }
    }

    /** The declaration this was compiled from. */
    public DecisionProcess<?> declaration() {
        return declaration;
    }

    public int stateCount() {
        return states.size();
    }

    public int classCount() {
        return prior.length;
    }

    public int levelCount() {
        return levelWeight.length;
    }

    public List<String> levels() {
        return declaration.levels();
    }

    public List<Action> actions() {
        return declaration.actions();
    }

    public int actionCount() {
        return declaration.actions().size();
    }

    public int featureCount() {
        return declaration.features().size();
    }

    /** Number of choices of all states. */
    public int choiceCount() {
        return choiceAction.length;
    }

    /** Number of distinct observations. */
    public int rowCount() {
        return rows;
    }

    /** Prior probability of a hidden class. */
    public double prior(int hiddenClass) {
        return prior[hiddenClass];
    }

    /** Prior probability of a level. */
    public double levelWeight(int level) {
        return levelWeight[level];
    }

    public int levelOf(int hiddenClass) {
        return levelOfClass[hiddenClass];
    }

    /** The state as it was declared, for messages. */
    public Object state(int state) {
        return states.get(state);
    }

    /** Where the state is drawn; empty if it is not. */
    public Optional<PlotPoint> plotPoint(int state) {
        return plotPoints.get(state);
    }

    /** First choice of a state; {@code choiceBegin(stateCount())} is {@code choiceCount()}. */
    public int choiceBegin(int state) {
        return choiceBegin[state];
    }

    /** Whether a policy decides here; a state with one choice is a forced move. */
    public boolean isDecision(int state) {
        return choiceBegin[state + 1] - choiceBegin[state] > 1;
    }

    /** The action of a choice; -1 for a move of nature. */
    public int actionOf(int choice) {
        return choiceAction[choice];
    }

    /** The choice that takes an action in a state; -1 where the action is not legal. */
    public int choiceOf(int state, int action) {
        return choiceOf[state * actionCount() + action];
    }

    public int branchBegin(int choice) {
        return branchBegin[choice];
    }

    /** A state, or {@code -1 - terminal}. */
    public int branchTarget(int branch) {
        return branchTarget[branch];
    }

    /** Whether every branch of the choice ends the episode. */
    public boolean ends(int choice) {
        for (int b = branchBegin[choice]; b < branchBegin[choice + 1]; b++) {
            if (branchTarget[b] >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Probability of a branch given the hidden class; 0 where the class cannot reach the state. */
    public double probability(int hiddenClass, int branch) {
        return probability[hiddenClass][branch];
    }

    /** Probability of a branch under the posterior at its state. */
    public double meanProbability(int branch) {
        return meanProbability[branch];
    }

    /** Compute units of a choice given the hidden class. */
    public double compute(int hiddenClass, int choice) {
        return compute[hiddenClass][choice];
    }

    /** Compute units of a choice under the posterior at its state. */
    public double meanCompute(int choice) {
        return meanCompute[choice];
    }

    /** Posterior probability of a hidden class at a state. */
    public double posterior(int state, int hiddenClass) {
        return posterior[state * prior.length + hiddenClass];
    }

    /** The start states of a class; owned by the process, not to be written. */
    public int[] startStates(int hiddenClass) {
        return startState[hiddenClass];
    }

    /** The probabilities of {@link #startStates}; owned by the process, not to be written. */
    public double[] startProbabilities(int hiddenClass) {
        return startProbability[hiddenClass];
    }

    /** First reading of a state; forced moves have none. */
    public int readingBegin(int state) {
        return readingBegin[state];
    }

    /** The observation row of a reading. */
    public int readingRow(int reading) {
        return readingRow[reading];
    }

    public double readingProbability(int reading) {
        return readingProbability[reading];
    }

    /** Whether each decision state has a row of its own, so that a memoryless policy over rows can be optimal. */
    public boolean fullyObserved() {
        int[] owner = new int[rows];
        Arrays.fill(owner, -1);
        for (int s = 0; s < stateCount(); s++) {
            for (int i = readingBegin[s]; i < readingBegin[s + 1]; i++) {
                if (readingBegin[s + 1] - readingBegin[s] > 1 || owner[readingRow[i]] >= 0) {
                    return false;
                }
                owner[readingRow[i]] = s;
            }
        }
        return true;
    }

    /** Whether an action is legal wherever a row is observed. */
    public boolean legal(int row, int action) {
        return rowLegal[row * actionCount() + action];
    }

    /** One feature of an observation row. */
    public double feature(int row, int feature) {
        return rowFeatures[row * featureCount() + feature];
    }

    /** Features of all observation rows in the precision of networks, shape [rows x features], row-major. */
    public float[] rowFeatures() {
        float[] features = new float[rowFeatures.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) rowFeatures[i];
        }
        return features;
    }

    /**
     * A number that differs, but for one chance in 2^64, between processes whose tables differ: states and their branches,
     * probabilities, compute, observations. Names do not count.
     */
    public long fingerprint() {
        long key = prior.length;
        for (int[] table : List.of(choiceBegin, choiceAction, branchBegin, branchTarget, readingBegin, readingRow)) {
            for (int entry : table) {
                key = RandomKey.child(key, entry);
            }
        }
        List<double[]> tables = new ArrayList<>(List.of(prior, readingProbability, rowFeatures));
        tables.addAll(List.of(probability));
        tables.addAll(List.of(compute));
        tables.addAll(List.of(startProbability));
        for (double[] table : tables) {
            for (double entry : table) {
                key = RandomKey.child(key, Double.doubleToLongBits(entry));
            }
        }
        return key;
    }

    /** The ending of a terminal. */
    public static Ending endingOf(int terminal) {
        return ENDINGS[terminal / VERDICTS.length];
    }

    /** The verdict of a terminal. */
    public static Verdict verdictOf(int terminal) {
        return VERDICTS[terminal % VERDICTS.length];
    }

    /** The terminal of an ending with a verdict. */
    public static int terminal(Ending ending, Verdict verdict) {
        return ending.ordinal() * VERDICTS.length + verdict.ordinal();
    }
}

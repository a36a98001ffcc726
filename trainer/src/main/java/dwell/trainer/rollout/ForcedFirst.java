package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.FirstDraw;
import dwell.envs.process.Simulator;
import java.util.Arrays;
import java.util.BitSet;

/** Rows of forced first decisions of a compiled process: one more row for each observation in which an episode can begin. */
final class ForcedFirst {
    private final Behaviour behaviour;
    private final RowTable table;
    private final int actions;
    private final FirstDraw draw;
    private final double[] direct;
    private final double[] thinking;

    /** Appends the rows to the table, which holds those of the process in order. */
    ForcedFirst(CompiledProcess process, Behaviour behaviour, RowTable table) {
        this.behaviour = behaviour;
        this.table = table;
        this.actions = process.actionCount();
        this.direct = new double[actions];
        this.thinking = new double[actions];
        int[] number = new int[process.rowCount()];
        Arrays.setAll(number, row -> row);
        firstRows(process).stream().forEach(row -> {
            if (behaviour.hasBothModes(table.legal, row * actions)) {
                number[row] = table.append(row);
            }
        });
        int cells = process.rowCount() * actions;
        this.draw = new FirstDraw(behaviour.leading(), number, new double[cells], new double[cells]);
    }

    /** Rows that forced moves alone can lead to. */
    private static BitSet firstRows(CompiledProcess process) {
        BitSet reached = new BitSet(process.stateCount());
        for (int c = 0; c < process.classCount(); c++) {
            for (int start : process.startStates(c)) {
                reached.set(start);
            }
        }
        BitSet rows = new BitSet(process.rowCount());
        // States are in order: branches lead to later ones.
        for (int s = reached.nextSetBit(0); s >= 0; s = reached.nextSetBit(s + 1)) {
            if (process.isDecision(s)) {
                for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                    rows.set(process.readingRow(i));
                }
                continue;
            }
            int only = process.choiceBegin(s);
            for (int b = process.branchBegin(only); b < process.branchBegin(only + 1); b++) {
                if (process.branchTarget(b) >= 0) {
                    reached.set(process.branchTarget(b));
                }
            }
        }
        return rows;
    }

    FirstDraw draw() {
        return draw;
    }

    /** The number of an observation's row as a first decision; the row itself where that is drawn as any other. */
    int number(int row) {
        return draw.number()[row];
    }

    /** Writes the behaviour of a row's first decisions from that of its other ones. */
    void evaluate(int row, Simulator simulator) {
        int number = number(row);
        if (number == row) {
            return;
        }
        behaviour.ofMode(false, table.behaviour, table.legal, row * actions, direct, 0);
        behaviour.ofMode(true, table.behaviour, table.legal, row * actions, thinking, 0);
        behaviour.first(direct, 0, thinking, 0, table.behaviour, number * actions);
        simulator.setRow(probabilities(direct), 0, row, draw.leadingCumulative());
        simulator.setRow(probabilities(thinking), 0, row, draw.restCumulative());
    }

    /** Gives a row's first decisions the policy's log-probabilities of its other ones. */
    void copyPolicy(int row) {
        System.arraycopy(table.policy, row * actions, table.policy, number(row) * actions, actions);
    }

    private static double[] probabilities(double[] logs) {
        for (int a = 0; a < logs.length; a++) {
            logs[a] = Math.exp(logs[a]);
        }
        return logs;
    }
}

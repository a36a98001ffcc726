package dwell.envs.process;

/**
 * How the first decision of an episode is drawn where that differs from later ones: the leading members of a group from one set
 * of probabilities, the rest from another. The caller owns the arrays and fills them beside the probabilities of all other
 * decisions. Read by {@link Simulator} on several threads.
 *
 * @param leading members of each group, from 0 on, that draw from the first set
 * @param number shape [rows]: the row under which a first decision is written to the tape; the row itself where a first
 *     decision is drawn as any other
 * @param leadingCumulative shape [rows x actions], written by {@link Simulator#setRow}; read for rows with a number of their
 *     own, once the row has probabilities for other decisions
 * @param restCumulative the same for the other members
 */
public record FirstDraw(int leading, int[] number, double[] leadingCumulative, double[] restCumulative) {
    double[] cumulative(int member) {
        return member < leading ? leadingCumulative : restCumulative;
    }
}

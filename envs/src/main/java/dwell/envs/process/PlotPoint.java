package dwell.envs.process;

/**
 * Where a state is drawn in the plot of what a policy does in each state.
 *
 * @param panel states of one panel share a picture, for example one cue
 * @param x position along {@link DecisionProcess#plotAxes()}'s first axis, for example thinks so far
 * @param y position along the second axis, for example the lead of the evidence
 */
public record PlotPoint(String panel, double x, double y) {}

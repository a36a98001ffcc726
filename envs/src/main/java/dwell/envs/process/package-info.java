/**
 * Declaring a process once, and what is derived from the declaration.
 *
 * <p>Read in this order: {@link dwell.envs.process.DecisionProcess} (what a family declares),
 * {@link dwell.envs.process.Choice} and {@link dwell.envs.process.Branch} (its vocabulary),
 * {@link dwell.envs.process.ProcessCompiler} (declaration to integer tables, and the checks of the declaration),
 * {@link dwell.envs.process.CompiledProcess} (the tables), {@link dwell.envs.process.Simulator} (episodes by table
 * lookup). The exact solver in {@link dwell.envs.exact} reads the same tables: simulator and optimum cannot disagree.
 */
package dwell.envs.process;

package dwell.envs.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles a declaration: enumerates the states that can be reached from any start, lays them out as tables in topological
 * order, and checks the declaration on the way: probabilities sum to 1, states are acyclic, and the posterior over hidden
 * classes at a state is the same along every path into it.
 */
public final class ProcessCompiler {
    private ProcessCompiler() {}

    /** Compiles within {@link CompileLimits#DEFAULT}. */
    public static <S> CompiledProcess compile(DecisionProcess<S> declaration) {
        return compile(declaration, CompileLimits.DEFAULT);
    }

    /**
     * Compiles a declaration.
     *
     * @throws ProcessException if the declaration is not a process, naming the state and the paths, or exceeds a limit
     */
    public static <S> CompiledProcess compile(DecisionProcess<S> declaration, CompileLimits limits) {
        StateGraph<S> graph = new StateEnumeration<>(declaration, limits).enumerate();
        int[] order = TopologicalOrder.of(graph);
        StateTables tables = graph.tables(declaration, order);
        @SuppressWarnings("unchecked")
        List<S> states = (List<S>) tables.states();
        RowTables rows = new RowEnumeration<>(declaration, limits).enumerate(states, tables);
        List<Optional<PlotPoint>> points = new ArrayList<>(states.size());
        for (S state : states) {
            points.add(declaration.plotPoint(state));
        }
        return new CompiledProcess(declaration, tables, rows, points);
    }
}

package dwell.envs.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Kahn's algorithm over a {@link StateGraph}; refuses cycles by naming one. */
final class TopologicalOrder {
    private TopologicalOrder() {}

    static int[] of(StateGraph<?> graph) {
        int count = graph.states.size();
        int[] open = new int[count];
        forEachEdge(graph, (from, to) -> open[to]++);
        int[] order = new int[count];
        int filled = 0;
        for (int s = 0; s < count; s++) {
            if (open[s] == 0) {
                order[filled++] = s;
            }
        }
        for (int i = 0; i < filled; i++) {
            for (StateGraph.CompiledChoice choice : graph.choices.get(order[i])) {
                for (int target : choice.targets()) {
                    if (target >= 0 && --open[target] == 0) {
                        order[filled++] = target;
                    }
                }
            }
        }
        if (filled < count) {
            throw new ProcessException("states must be acyclic, but an episode can come back: " + cycle(graph, open));
        }
        return order;
    }

    /** Every state that is still open has an open predecessor; walking back must therefore repeat a state. */
    private static String cycle(StateGraph<?> graph, int[] open) {
        int[] predecessor = new int[open.length];
        forEachEdge(graph, (from, to) -> {
            if (open[from] > 0 && open[to] > 0) {
                predecessor[to] = from;
            }
        });
        int start = 0;
        while (open[start] == 0) {
            start++;
        }
        boolean[] seen = new boolean[open.length];
        int s = start;
        while (!seen[s]) {
            seen[s] = true;
            s = predecessor[s];
        }
        List<String> names = new ArrayList<>();
        int first = s;
        do {
            names.add(graph.states.get(s).toString());
            s = predecessor[s];
        } while (s != first);
        names.add(graph.states.get(first).toString());
        Collections.reverse(names);
        if (names.size() > 6) {
            names = new ArrayList<>(names.subList(0, 5));
            names.add("...");
        }
        return String.join(" -> ", names);
    }

    private interface Edge {
        void visit(int from, int to);
    }

    private static void forEachEdge(StateGraph<?> graph, Edge edge) {
        for (int s = 0; s < graph.states.size(); s++) {
            for (StateGraph.CompiledChoice choice : graph.choices.get(s)) {
                for (int target : choice.targets()) {
                    if (target >= 0) {
                        edge.visit(s, target);
                    }
                }
            }
        }
    }
}

package dwell.envs.families.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The shape of a tree whose nodes at one depth all have as many children, and what its symmetry makes equal. Nodes are numbered
 * in preorder, the root, which hides nothing, left out. What is known of the nodes is a list of marks, one for each node;
 * equal subtrees may be exchanged, so that a list stands for all its rearrangements. Immutable.
 */
final class RewardTree {
    private final List<Integer> branching;
    /** Nodes of a subtree whose top lies at a depth. */
    private final int[] size;

    private final int[] depth;
    private final int[] parent;
    private final List<List<Integer>> paths = new ArrayList<>();

    /** @param branching children of the root, of its children, and so on */
    RewardTree(List<Integer> branching) {
        this.branching = List.copyOf(branching);
        this.size = new int[branching.size() + 1];
        for (int d = branching.size() - 1; d >= 0; d--) {
            size[d] = 1 + (d + 1 < branching.size() ? branching.get(d + 1) * size[d + 1] : 0);
        }
        this.depth = new int[branching.get(0) * size[0]];
        this.parent = new int[depth.length];
        number(-1, 0, 0, new ArrayList<>());
    }

    private int number(int above, int at, int next, List<Integer> path) {
        if (at == branching.size()) {
            paths.add(List.copyOf(path));
            return next;
        }
        int node = next;
        for (int child = 0; child < branching.get(at); child++) {
            int here = node;
            depth[here] = at;
            parent[here] = above;
            path.add(here);
            node = number(here, at + 1, here + 1, path);
            path.remove(path.size() - 1);
        }
        return node;
    }

    int nodes() {
        return depth.length;
    }

    int depths() {
        return branching.size();
    }

    int depth(int node) {
        return depth[node];
    }

    /** The node above; -1 for a child of the root. */
    int parent(int node) {
        return parent[node];
    }

    /** The nodes of each path from the root to a leaf. */
    List<List<Integer>> paths() {
        return Collections.unmodifiableList(paths);
    }

    /**
     * The arrangement that stands for all: at every node the subtree with the best path comes first, and among those with
     * equal paths the one whose marks are larger.
     *
     * @param worth worth of a mark at a depth
     */
    List<Integer> canonical(List<Integer> marks, Worth worth) {
        return arranged(marks, 0, worth);
    }

    /** What a mark is worth on a path. */
    interface Worth {
        double of(int depth, int mark);
    }

    private record Subtree(double best, List<Integer> marks) {
        static final Comparator<Subtree> BEST_FIRST = (one, other) -> {
            int order = Double.compare(other.best, one.best);
            for (int i = 0; order == 0 && i < one.marks.size(); i++) {
                order = Integer.compare(other.marks.get(i), one.marks.get(i));
            }
            return order;
        };
    }

    /** Arranges the subtrees with tops at a depth that stand one after the other in {@code marks}. */
    private List<Integer> arranged(List<Integer> marks, int at, Worth worth) {
        List<Subtree> subtrees = new ArrayList<>();
        for (int from = 0; from < marks.size(); from += size[at]) {
            List<Integer> one = new ArrayList<>();
            one.add(marks.get(from));
            one.addAll(arranged(marks.subList(from + 1, from + size[at]), at + 1, worth));
            subtrees.add(new Subtree(best(one, at, worth), one));
        }
        subtrees.sort(Subtree.BEST_FIRST);
        List<Integer> result = new ArrayList<>();
        subtrees.forEach(subtree -> result.addAll(subtree.marks()));
        return List.copyOf(result);
    }

    /** Worth of the best path through an arranged subtree: its first child leads the best path below. */
    private double best(List<Integer> marks, int at, Worth worth) {
        double sum = 0;
        for (int d = at; d < branching.size(); d++) {
            sum += worth.of(d, marks.get(d - at));
        }
        return sum;
    }
}

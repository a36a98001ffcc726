package dwell.trainer.compare;

import dwell.trainer.compare.ComparisonSummary.Difference;
import dwell.trainer.config.CompareFile;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Keys whose values differ between the arms, side by side. */
final class ConfigDifferences {
    private static final Set<String> TASK = Set.of("env", "mixture", "wrappers", "stakes");
    private static final String ABSENT = "–";

    private ConfigDifferences() {}

    static List<Difference> of(CompareFile file) {
        Map<String, Map<String, Object>> leaves = new LinkedHashMap<>();
        Set<String> keys = new LinkedHashSet<>();
        for (String process : file.processes()) {
            for (String arm : file.arms()) {
                Map<String, Object> own = leaves(file, arm, process);
                leaves.put(place(arm, process), own);
                keys.addAll(own.keySet());
            }
        }
        List<Difference> out = new ArrayList<>();
        for (String key : keys) {
            boolean differs = file.processes().stream()
                    .anyMatch(process -> file.arms().stream()
                                    .map(arm -> leaves.get(place(arm, process)).get(key))
                                    .map(Objects::toString)
                                    .distinct()
                                    .count()
                            > 1);
            if (differs) {
                out.add(new Difference(
                        key,
                        file.arms().stream()
                                .map(arm -> values(file, leaves, arm, key))
                                .toList()));
            }
        }
        return out;
    }

    private static String values(CompareFile file, Map<String, Map<String, Object>> leaves, String arm, String key) {
        return file.processes().stream()
                .map(process -> leaves.get(place(arm, process)))
                .map(own -> own.containsKey(key) ? String.valueOf(own.get(key)) : ABSENT)
                .distinct()
                .reduce((a, b) -> a + " | " + b)
                .orElse(ABSENT);
    }

    /** Whether a key is one of the task, so that arms that differ in it face different tasks. */
    static boolean ofTask(Difference difference) {
        return TASK.contains(difference.key().split("\\.", 2)[0]);
    }

    private static Map<String, Object> leaves(CompareFile file, String arm, String process) {
        Map<String, Object> tree =
                ConfigLoader.toTree(file.config(arm, process, file.seeds().get(0)));
        Map<String, Object> out = new LinkedHashMap<>();
        for (String path : ConfigTree.leaves(tree)) {
            int dot = path.lastIndexOf('.');
            Map<String, Object> section = dot < 0 ? tree : ConfigTree.section(tree, path.substring(0, dot));
            out.put(path, section.get(path.substring(dot + 1)));
        }
        return out;
    }

    private static String place(String arm, String process) {
        return process + "\n" + arm;
    }
}

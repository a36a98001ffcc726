package dwell.trainer.config;

import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.Family;
import dwell.envs.families.TaskFamily;
import dwell.envs.wrappers.Wrapper;
import dwell.policies.FixedPolicy;
import dwell.policies.PolicyFamily;
import dwell.trainer.shaping.Shaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What can be chosen by name: everything of Dwell's own and of every jar on the class path that names an implementation in
 * {@code META-INF/services}. Immutable. Lists are sorted by id.
 *
 * <p>Look-ups throw an {@link IllegalArgumentException} with one sentence that lists what there is and the nearest name.
 */
public final class Catalog {
    private final Map<String, TaskFamily<?>> tasks;
    private final Map<String, Wrapper<?>> wrappers;
    private final Map<String, PolicyFamily<?>> policies;
    private final Map<String, FixedPolicy> fixedPolicies;
    private final Map<String, Shaping<?>> shapings;

    /**
     * A catalog of the given things.
     *
     * @throws IllegalArgumentException if two of a kind have one id
     */
    public Catalog(
            List<? extends TaskFamily<?>> tasks,
            List<? extends Wrapper<?>> wrappers,
            List<? extends PolicyFamily<?>> policies,
            List<? extends FixedPolicy> fixedPolicies,
            List<? extends Shaping<?>> shapings) {
        this.tasks = byId("task family", tasks, TaskFamily::id);
        this.wrappers = byId("wrapper", wrappers, Wrapper::id);
        this.policies = byId("policy", policies, PolicyFamily::id);
        this.fixedPolicies = byId("fixed policy", fixedPolicies, FixedPolicy::id);
        this.shapings = byId("shaping", shapings, Shaping::id);
    }

    /**
     * What is on the class path.
     *
     * @throws IllegalArgumentException if a plug-in cannot be loaded or two have one id
     */
    public static Catalog installed() {
        List<TaskFamily<?>> tasks = new ArrayList<>();
        List<Wrapper<?>> wrappers = new ArrayList<>();
        List<PolicyFamily<?>> policies = new ArrayList<>();
        List<Shaping<?>> shapings = new ArrayList<>();
        load(Family.class).forEach(tasks::add);
        load(EnvironmentFamily.class).forEach(tasks::add);
        load(Wrapper.class).forEach(wrappers::add);
        load(PolicyFamily.class).forEach(policies::add);
        load(Shaping.class).forEach(shapings::add);
        return new Catalog(tasks, wrappers, policies, load(FixedPolicy.class), shapings);
    }

    private static <T> List<T> load(Class<T> service) {
        try {
            return ServiceLoader.load(service).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("a plug-in cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static <T> Map<String, T> byId(String kind, List<? extends T> list, Function<T, String> id) {
        Map<String, T> map = new TreeMap<>();
        for (T one : list) {
            T other = map.put(id.apply(one), one);
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s and %s both call themselves %s '%s'; remove one from the class path"
                                .formatted(
                                        other.getClass().getName(),
                                        one.getClass().getName(),
                                        kind,
                                        id.apply(one)));
            }
        }
        return map;
    }

    /** Task families of both kinds. */
    public List<TaskFamily<?>> tasks() {
        return List.copyOf(tasks.values());
    }

    /** The families that declare a process. */
    public List<Family<?>> families() {
        List<Family<?>> families = new ArrayList<>();
        for (TaskFamily<?> task : tasks.values()) {
            if (task instanceof Family<?> family) {
                families.add(family);
            }
        }
        return families;
    }

    public List<Wrapper<?>> wrappers() {
        return List.copyOf(wrappers.values());
    }

    public List<PolicyFamily<?>> policies() {
        return List.copyOf(policies.values());
    }

    public List<FixedPolicy> fixedPolicies() {
        return List.copyOf(fixedPolicies.values());
    }

    public List<Shaping<?>> shapings() {
        return List.copyOf(shapings.values());
    }

    /** The family of either kind that {@code env.id} names. */
    public TaskFamily<?> task(String id) {
        return find("env.id", "families", id, tasks);
    }

    /** The family that declares a process and that {@code env.id} names. */
    public Family<?> family(String id) {
        if (task(id) instanceof Family<?> family) {
            return family;
        }
        throw new IllegalArgumentException(
                "env.id is '%s', an environment that is stepped; this needs one that declares a process".formatted(id));
    }

    /** The wrapper that an entry of {@code wrappers} names. */
    public Wrapper<?> wrapper(String id) {
        return find("the id of a wrapper", "wrappers", id, wrappers);
    }

    /** The learned policy that {@code policy.id} names. */
    public PolicyFamily<?> policy(String id) {
        return find("policy.id", "policies", id, policies);
    }

    /** The shaping that {@code trainer.shaping.id} names. */
    public Shaping<?> shaping(String id) {
        return find("trainer.shaping.id", "shapings", id, shapings);
    }

    /**
     * The fixed policy of a name such as {@code think:5}.
     *
     * @param name id, and after a colon the argument, which is not looked at here
     */
    public FixedPolicy fixedPolicy(String name) {
        return find("the fixed policy", "fixed policies", name.split(":", 2)[0], fixedPolicies);
    }

    private static <T> T find(String key, String kind, String id, Map<String, T> known) {
        T found = known.get(id);
        if (found == null) {
            throw new IllegalArgumentException("%s is '%s'; known %s: %s%s"
                    .formatted(
                            key,
                            id,
                            kind,
                            String.join(", ", known.keySet()),
                            Suggestion.nearest(id, known.keySet())
                                    .map("; did you mean %s?"::formatted)
                                    .orElse("")));
        }
        return found;
    }
}

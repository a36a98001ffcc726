package dwell.envs.check;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.Verdict;
import dwell.envs.check.ProcessCheck.Finding;
import dwell.envs.process.Feature;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Checks of a stepped environment: what {@link VectorEnvironment} promises, on episodes of a uniform policy. It cannot be
 * looked into, so what holds here is what was seen, not a proof. Confined to one thread; for one use.
 */
public final class VectorCheck {
    private static final int ITEMS = 200;
    private static final int CROWD = 7;
    private static final int SLOTS = 256;

    private static final double ROUNDING = 1e-6;

    private final List<Feature> described;
    private final Stakes stakes;
    private final int episodes;
    private final long items = RandomKey.child(RandomKey.of(0, Purpose.CHECK), 1);
    private final List<Finding> findings = new ArrayList<>();

    /** Checks an environment whose features are not described. */
    public VectorCheck(Stakes stakes, int episodes) {
        this(stakes, episodes, List.of());
    }

    /**
     * Checks under given stakes.
     *
     * @param episodes played ones that the bound is compared with, at least 2
     * @param described what the features are; empty where they are not described
     */
    public VectorCheck(Stakes stakes, int episodes, List<Feature> described) {
        this.described = List.copyOf(described);
        this.stakes = stakes;
        this.episodes = episodes;
    }

    /**
     * Runs all checks. An environment that throws fails the check in which it does.
     *
     * @param training makes environments of a number of slots that draw items to train on
     * @param heldOut the same for held-out items
     */
    public List<Finding> check(IntFunction<VectorEnvironment> training, IntFunction<VectorEnvironment> heldOut) {
        run("spaces", () -> spaces(training.apply(3), heldOut.apply(1)));
        run("determinism", () -> determinism(training));
        run("slots", () -> slots(training));
        run("no reset", () -> noReset(training.apply(2)));
        run("legality", () -> legality(training.apply(1)));
        run("features", () -> features(training.apply(1)));
        run("outcomes", () -> outcomes(training.apply(1)));
        run("held-out items", () -> heldOut(training.apply(1), heldOut.apply(1)));
        UniformPlay play = new UniformPlay(items);
        run("bound", () -> play.bound(training.apply(1), stakes, episodes));
        run("speed", () -> play.speed(training.apply(SLOTS), 50 * episodes));
        return findings;
    }

    private interface Check {
        /** Returns figures; throws {@link CheckFailure} with what is wrong. */
        String run();
    }

    private void run(String name, Check check) {
        try {
            findings.add(new Finding(name, true, check.run()));
        } catch (CheckFailure failure) {
            findings.add(new Finding(name, false, failure.getMessage()));
        } catch (RuntimeException e) {
            findings.add(new Finding(
                    name, false, "threw %s: %s".formatted(e.getClass().getSimpleName(), e.getMessage())));
        }
    }

    private long item(int n) {
        return VectorEpisode.itemKey(items, n);
    }

    private long episode(int n) {
        return VectorEpisode.episodeKey(items, n);
    }

    private static String spaces(VectorEnvironment training, VectorEnvironment heldOut) {
        CheckFailure.unless(training.slots() == 3, "asked for 3 slots, it has %d", training.slots());
        CheckFailure.unless(!training.levels().isEmpty(), "there is no level");
        CheckFailure.unless(distinct(training.levels()), "two levels have one name: %s", training.levels());
        List<String> names = training.actions().stream().map(Action::name).toList();
        CheckFailure.unless(names.size() >= 2, "there must be at least two actions, there are %d", names.size());
        CheckFailure.unless(distinct(names), "two actions have one name: %s", names);
        CheckFailure.unless(training.featureCount() >= 1, "there is no feature");
        boolean same = training.levels().equals(heldOut.levels())
                && training.actions().equals(heldOut.actions())
                && training.featureCount() == heldOut.featureCount();
        CheckFailure.unless(same, "levels, actions or features of held-out items are not those of training");
        return CheckFailure.text(
                "%d levels, %d actions, %d features, the same for held-out items",
                training.levels().size(), names.size(), training.featureCount());
    }

    private static boolean distinct(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }

    private String determinism(IntFunction<VectorEnvironment> make) {
        VectorEpisode one = new VectorEpisode(make.apply(1));
        VectorEpisode other = new VectorEpisode(make.apply(1));
        for (int n = 0; n < ITEMS; n++) {
            long first = one.play(0, item(n), episode(n));
            CheckFailure.unless(
                    other.play(0, item(n), episode(n)) == first,
                    "two environments play the keys of item %d differently",
                    n);
            CheckFailure.unless(
                    one.play(0, item(n), episode(n)) == first, "item %d is played differently the second time", n);
        }
        return CheckFailure.text("%d episodes played three times by the same keys are the same", ITEMS);
    }

    /** Episodes of many slots, started and stepped in turns, against the same alone. */
    private String slots(IntFunction<VectorEnvironment> make) {
        VectorEpisode alone = new VectorEpisode(make.apply(1));
        VectorEnvironment crowd = make.apply(CROWD);
        VectorEpisode crowded = new VectorEpisode(crowd);
        long[] seen = new long[CROWD];
        for (int round = 0; round < ITEMS / CROWD; round++) {
            for (int slot = 0; slot < CROWD; slot++) {
                crowd.reset(slot, item(round * CROWD + slot), episode(round * CROWD + slot));
                seen[slot] = 0;
                for (int before = 0; before < slot; before++) {
                    if (crowd.running(before)) {
                        seen[before] = crowded.step(before, seen[before]);
                    }
                }
            }
            for (int slot = CROWD - 1; slot >= 0; slot--) {
                int n = round * CROWD + slot;
                long together = crowded.finish(slot, seen[slot]);
                CheckFailure.unless(
                        alone.play(0, item(n), episode(n)) == together,
                        "item %d is played differently beside others than alone",
                        n);
            }
        }
        return CheckFailure.text("an episode is the same alone and beside %d others", CROWD - 1);
    }

    private String noReset(VectorEnvironment environment) {
        VectorEpisode player = new VectorEpisode(environment);
        CheckFailure.unless(!environment.running(0), "a new slot is running before it is reset");
        refused(environment, "a new slot");
        for (int n = 0; n < ITEMS / 10; n++) {
            player.play(0, item(n), episode(n));
            Outcome outcome = environment.outcome(0);
            player.play(1, item(n + 1), episode(n + 1));
            CheckFailure.unless(!environment.running(0), "an ended slot is running again");
            CheckFailure.unless(environment.outcome(0).equals(outcome), "the outcome of an ended slot changes");
            refused(environment, "an ended slot");
            CheckFailure.unless(
                    environment.outcome(0).equals(outcome), "a refused step changes the outcome of an ended slot");
            environment.reset(0, item(n), episode(n));
            if (environment.running(0)) {
                throwsState(() -> environment.outcome(0), "the outcome of a running slot can be asked for");
            }
        }
        return "an ended slot stays ended, and neither it nor a new one can be stepped or observed";
    }

    private static void refused(VectorEnvironment environment, String slot) {
        for (int a = 0; a < environment.actions().size(); a++) {
            int action = a;
            throwsState(() -> environment.step(0, action), slot + " can be stepped");
        }
        float[] features = new float[environment.featureCount()];
        throwsState(() -> environment.observe(0, features, 0), slot + " can be observed");
    }

    private static void throwsState(Runnable call, String otherwise) {
        try {
            call.run();
        } catch (IllegalStateException expected) {
            return;
        }
        throw new CheckFailure("%s, which must throw an IllegalStateException", otherwise);
    }

    private String legality(VectorEnvironment environment) {
        VectorEpisode player = new VectorEpisode(environment);
        int actions = environment.actions().size();
        long refusals = 0;
        long decisions = 0;
        for (int n = 0; n < ITEMS; n++) {
            environment.reset(0, item(n), episode(n));
            for (; environment.running(0); decisions++) {
                int legal = player.legalCount(0);
                CheckFailure.unless(
                        legal >= 2,
                        "item %d shows a decision with %d legal actions; a forced move must be carried out, not asked for",
                        n,
                        legal);
                long before = player.look(0, 0);
                for (int a = -1; a <= actions; a++) {
                    if (!environment.legal(0, a)) {
                        refusals++;
                        refuses(environment, a);
                        CheckFailure.unless(
                                environment.running(0) && player.look(0, 0) == before,
                                "refusing action %d changes the slot",
                                a);
                    }
                }
                CheckFailure.unless(
                        !environment.legal(0, -1) && !environment.legal(0, actions), "an action that is none is legal");
                player.step(0, 0);
            }
        }
        CheckFailure.unless(decisions > 0, "none of %d items comes to a decision", ITEMS);
        return CheckFailure.text(
                "%,d decisions of at least two actions, %,d illegal actions refused", decisions, refusals);
    }

    private static void refuses(VectorEnvironment environment, int action) {
        try {
            environment.step(0, action);
        } catch (IllegalArgumentException expected) {
            return;
        }
        throw new CheckFailure(
                "action %d is not legal and can be taken; it must throw an IllegalArgumentException", action);
    }

    private String features(VectorEnvironment environment) {
        CheckFailure.unless(
                described.isEmpty() || described.size() == environment.featureCount(),
                "%d features are described, but an observation has %d",
                described.size(),
                environment.featureCount());
        VectorEpisode player = new VectorEpisode(environment);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int n = 0; n < ITEMS; n++) {
            environment.reset(0, item(n), episode(n));
            while (environment.running(0)) {
                long first = player.look(0, 0);
                CheckFailure.unless(player.look(0, 0) == first, "item %d looks different the second time", n);
                for (int f = 0; f < player.features().length; f++) {
                    float value = player.features()[f];
                    CheckFailure.unless(Float.isFinite(value), "feature %d of item %d is %s", f, n, value);
                    inRange(f, n, value);
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
                double draw = environment.actionDraw(0);
                CheckFailure.unless(draw >= 0 && draw < 1, "an action draw is %s; it must lie in [0, 1)", draw);
                player.step(0, 0);
            }
        }
        CheckFailure.unless(least <= most, "none of %d items comes to a decision", ITEMS);
        return CheckFailure.text(
                "finite, from %s to %s%s; the same when looked at twice",
                least, most, described.isEmpty() ? "" : ", each in its stated range");
    }

    private void inRange(int index, int item, float value) {
        if (!described.isEmpty()) {
            Feature feature = described.get(index);
            CheckFailure.unless(
                    value >= feature.min() - ROUNDING && value <= feature.max() + ROUNDING,
                    "feature %s of item %d is %s; it must lie in [%s, %s]",
                    feature.name(),
                    item,
                    value,
                    feature.min(),
                    feature.max());
        }
    }

    private String outcomes(VectorEnvironment environment) {
        VectorEpisode player = new VectorEpisode(environment);
        List<Action> actions = environment.actions();
        Set<Ending> endings = new HashSet<>();
        int[] levels = new int[environment.levels().size()];
        for (int n = 0; n < ITEMS; n++) {
            int level = -1;
            for (int again = 0; again < 2; again++) {
                int thinks = 0;
                environment.reset(0, item(n), episode(2 * n + again));
                while (environment.running(0)) {
                    thinks += actions.get(player.uniformAction(0)).kind().deliberates() ? 1 : 0;
                    player.step(0, 0);
                }
                Outcome outcome = environment.outcome(0);
                sane(outcome, levels.length, n);
                CheckFailure.unless(
                        outcome.thinks() == thinks,
                        "item %d says %d thinks where %d deliberate actions were chosen",
                        n,
                        outcome.thinks(),
                        thinks);
                CheckFailure.unless(
                        again == 0 || outcome.level() == level, "item %d has another level in another episode", n);
                level = outcome.level();
                endings.add(outcome.ending());
            }
            levels[level]++;
        }
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            drawn.add("%s %d".formatted(environment.levels().get(i), levels[i]));
        }
        return CheckFailure.text(
                "in range, thinks as counted; items by level: %s; %d %s of ending seen",
                String.join(", ", drawn), endings.size(), endings.size() == 1 ? "kind" : "kinds");
    }

    private static void sane(Outcome outcome, int levels, int n) {
        CheckFailure.unless(
                outcome.level() >= 0 && outcome.level() < levels,
                "item %d has level %d of %d",
                n,
                outcome.level(),
                levels);
        CheckFailure.unless(
                outcome.compute() >= 0 && Double.isFinite(outcome.compute()),
                "item %d has compute %s; it must be finite and at least 0",
                n,
                outcome.compute());
        CheckFailure.unless(
                outcome.ending() != Ending.ABSTAINED || outcome.verdict() == Verdict.NONE,
                "item %d ends abstained with verdict %s; it must be NONE",
                n,
                outcome.verdict());
    }

    /** An item is known by what two episodes of a uniform policy see of it. */
    private String heldOut(VectorEnvironment training, VectorEnvironment heldOut) {
        VectorEpisode one = new VectorEpisode(training);
        VectorEpisode other = new VectorEpisode(heldOut);
        Set<Long> known = new HashSet<>();
        List<Long> held = new ArrayList<>();
        int same = 0;
        for (int n = 0; n < ITEMS; n++) {
            long a = seenOf(one, item(n));
            long b = seenOf(other, item(n));
            same += a == b ? 1 : 0;
            known.add(a);
            held.add(b);
        }
        CheckFailure.unless(
                same < ITEMS,
                "each of %d keys gives the same item on both sides; held-out items must not be items to train on",
                ITEMS);
        long alike = held.stream().filter(known::contains).count();
        return CheckFailure.text(
                "%d of %d keys give an item that looks the same as in training, %d look like any of %d trained on",
                same, ITEMS, alike, ITEMS);
    }

    private long seenOf(VectorEpisode player, long item) {
        return RandomKey.child(player.play(0, item, episode(0)), player.play(0, item, episode(1)));
    }
}

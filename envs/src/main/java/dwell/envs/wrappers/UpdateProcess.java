package dwell.envs.wrappers;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A process whose task is replaced in the middle of thinking.
 *
 * <p><b>Change.</b> After each deliberate step an update comes with the hazard, or for certain after a given step, once. At
 * the next decision the task is then another item of the same level, with a start state of its own; what has been found so
 * far belongs to the old one. An answer that is forced before the next decision is still one to the old task. After the
 * update the policy thinks about and answers the new task from its start on. Where answers follow from the hidden class alone
 * ({@link DecisionProcess#answersFollowClass}) it can also answer it with what was found for the old one; elsewhere, as where
 * a draft's quality is all that a state holds, the work on the old task is lost and the new one starts afresh.
 *
 * <p>Where answers do not follow from the class, what a state holds (a draft, a tree) can be better or worse than that of another
 * item of the level, and an update exchanges it: thinking on until the update comes can be worth more than an answer, and the
 * optimum can be higher than without an update.
 *
 * <p><b>Hidden class.</b> An inner class before and one after, independent given the level. <b>State.</b> The inner state
 * reached before the update and that since. The number of states is the product of those at which the update finds the task
 * and all; the answer to an old state must be defined for every class of its level. The old state is kept even where it can
 * neither be answered nor is shown, because it tells of the level: there the optimum is that of a policy that remembers it, and
 * {@link dwell.envs.exact.BestObserver} approaches the best for what is seen.
 *
 * <p><b>Action added</b> where answers follow from the class. {@code answer old}: the first answer of the old state, judged by
 * the new class.
 *
 * <p><b>Features added.</b> {@code updated}, 0 or 1, and, where answers follow from the class, for each inner feature {@code old
 * NAME}, 0 before the update. The inner features are those of the task as it is now.
 *
 * <p><b>Source.</b> Update-driven interruption, arXiv 2510.11713. Differs from the paper: nothing found before the update but
 * the level still holds after it.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class UpdateProcess<S> extends Wrapping<S, UpdateProcess.State<S>> {
    private final Arrival update;
    /** Whether the new task can be answered with what was found for the old one. */
    private final boolean transfers;

    private final Action answerOld;
    private final List<Action> actions;
    private final int innerClasses;
    private final List<HiddenClass> classes = new ArrayList<>();
    private final List<Integer> before = new ArrayList<>();
    private final List<Integer> after = new ArrayList<>();

    UpdateProcess(DecisionProcess<S> inner, UpdateParameters parameters) {
        super(inner, added(inner));
        this.update = new Arrival(parameters.hazard(), parameters.afterStep());
        List<Action> offered = new ArrayList<>(inner.actions());
        this.transfers = inner.answersFollowClass();
        this.answerOld = new Action(freeName(offered), ActionKind.ANSWER);
        if (transfers) {
            offered.add(answerOld);
        }
        this.actions = List.copyOf(offered);
        List<HiddenClass> all = inner.hiddenClasses();
        this.innerClasses = all.size();
        pair(all);
    }

    private static String freeName(List<Action> taken) {
        String name = "answer old";
        for (int n = 2; isTaken(taken, name); n++) {
            name = "answer old" + n;
        }
        return name;
    }

    private static boolean isTaken(List<Action> taken, String name) {
        return taken.stream().anyMatch(action -> action.name().equals(name));
    }

    private static List<Feature> added(DecisionProcess<?> inner) {
        List<Feature> added = new ArrayList<>();
        added.add(new Feature("updated", 0, 1, "whether the task has been replaced"));
        if (!inner.answersFollowClass()) {
            return added;
        }
        for (Feature feature : inner.features().subList(0, beforeConstant(inner.features()))) {
            added.add(new Feature(
                    "old " + feature.name(),
                    Math.min(0, feature.min()),
                    Math.max(0, feature.max()),
                    feature.meaning() + ", of the old task"));
        }
        return added;
    }

    private void pair(List<HiddenClass> inner) {
        double[] mass = new double[levels().size()];
        inner.forEach(one -> mass[one.level()] += one.weight());
        for (int c = 0; c < inner.size(); c++) {
            for (int d = 0; d < inner.size(); d++) {
                HiddenClass old = inner.get(c);
                HiddenClass fresh = inner.get(d);
                if (old.level() == fresh.level()) {
                    double weight = old.weight() * fresh.weight() / mass[old.level()];
                    classes.add(new HiddenClass(old.name() + ", then " + fresh.name(), old.level(), weight));
                    before.add(c);
                    after.add(d);
                }
            }
        }
    }

    /**
     * @param old inner state of the task before the update
     * @param fresh inner state of the task since the update; null before
     * @param due whether the update comes at the next decision
     * @param steps deliberate steps so far, counted only before the update and while a step is set for it
     */
    record State<S>(S old, S fresh, boolean due, int steps) {
        @Override
        public String toString() {
            String progress = steps == 0 ? "" : " after %d steps".formatted(steps);
            return fresh == null ? old + progress + (due ? ", update due" : "") : "%s, old %s".formatted(fresh, old);
        }
    }

    @Override
    S at(State<S> state) {
        return state.fresh() == null ? state.old() : state.fresh();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return state.fresh() == null
                ? new State<>(reading, null, state.due(), state.steps())
                : new State<>(state.old(), reading, false, 0);
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return List.copyOf(classes);
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        return inner.start(before.get(hiddenClass)).stream()
                .map(start -> new Chance<>(start.probability(), new State<>(start.value(), null, false, 0)))
                .toList();
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        if (state.fresh() != null) {
            return afterUpdate(state);
        }
        List<Choice<S>> open = inner.choices(state.old());
        if (state.due() && open.size() > 1) {
            return List.of(Choice.nature(c -> inner.start(after.get(c)).stream()
                    .map(start -> Branch.to(start.probability(), new State<>(state.old(), start.value(), false, 0)))
                    .toList()));
        }
        return open.stream()
                .map(choice -> branched(choice, before::get, next -> beforeUpdate(state, choice, next)))
                .toList();
    }

    private List<Chance<State<S>>> beforeUpdate(State<S> state, Choice<S> choice, S next) {
        if (state.due() || !deliberates(choice)) {
            return List.of(new Chance<>(1, showing(state, next)));
        }
        double arrives = update.after(state.steps() + 1);
        return List.of(
                new Chance<>(1 - arrives, new State<>(next, null, false, update.counted(state.steps()))),
                new Chance<>(arrives, new State<>(next, null, true, 0)));
    }

    private List<Choice<State<S>>> afterUpdate(State<S> state) {
        List<Choice<S>> open = inner.choices(state.fresh());
        List<Choice<State<S>>> choices = new ArrayList<>();
        for (Choice<S> choice : open) {
            choices.add(branched(choice, after::get, next -> List.of(new Chance<>(1, showing(state, next)))));
        }
        if (transfers && open.size() > 1) {
            oldAnswer(state)
                    .ifPresent(answer -> choices.add(branched(
                            new Choice<>(answerOld, answer.compute(), answer.branches()),
                            after::get,
                            next -> List.of())));
        }
        return choices;
    }

    /** The first answer of the old state, if it ends the episode. */
    private Optional<Choice<S>> oldAnswer(State<S> state) {
        return ForcedAnswer.firstAnswer(inner.choices(state.old()))
                .filter(answer -> IntStream.range(0, innerClasses)
                        .allMatch(c -> answer.branches().apply(c).stream().allMatch(branch -> branch.next() == null)));
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        out[offset] = state.fresh() == null ? 0 : 1;
        if (!transfers) {
            return;
        }
        if (state.fresh() == null) {
            Arrays.fill(out, offset + 1, offset + 1 + addedAt, 0);
        } else {
            System.arraycopy(observed(state.old()), 0, out, offset + 1, addedAt);
        }
    }

    @Override
    public List<Chance<State<S>>> readings(State<S> state) {
        if (state.fresh() == null) {
            return super.readings(state);
        }
        List<Chance<State<S>>> readings = new ArrayList<>();
        for (Chance<S> old : inner.readings(state.old())) {
            for (Chance<S> fresh : inner.readings(state.fresh())) {
                readings.add(new Chance<>(
                        old.probability() * fresh.probability(), new State<>(old.value(), fresh.value(), false, 0)));
            }
        }
        return readings;
    }

    @Override
    String panel(State<S> state) {
        return state.fresh() == null ? "" : ", updated";
    }

    @Override
    public void tally(State<S> state, Action action, int hiddenClass, double[] out) {
        int now = state.fresh() == null ? before.get(hiddenClass) : after.get(hiddenClass);
        if (action.equals(answerOld)) {
            oldAnswer(state).ifPresent(answer -> inner.tally(state.old(), answer.action(), now, out));
        } else {
            inner.tally(at(state), action, now, out);
        }
    }
}

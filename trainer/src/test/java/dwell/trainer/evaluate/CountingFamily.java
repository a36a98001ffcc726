package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.families.Family;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.List;

/** {@code evidence-v1} that tallies its thinks and answers, which are known otherwise. */
public final class CountingFamily implements Family<EvidenceParameters> {
    @Override
    public String id() {
        return "counting-v1";
    }

    @Override
    public String summary() {
        return "counts";
    }

    @Override
    public EvidenceParameters defaults() {
        return new EvidenceFamily().defaults();
    }

    @Override
    public DecisionProcess<?> declare(EvidenceParameters parameters) {
        return counting(new EvidenceFamily().declare(parameters));
    }

    private static <S> DecisionProcess<S> counting(DecisionProcess<S> inner) {
        return new Counting<>(inner);
    }

    private record Counting<S>(DecisionProcess<S> inner) implements DecisionProcess<S> {
        @Override
        public List<String> levels() {
            return inner.levels();
        }

        @Override
        public List<HiddenClass> hiddenClasses() {
            return inner.hiddenClasses();
        }

        @Override
        public List<Action> actions() {
            return inner.actions();
        }

        @Override
        public String computeUnit() {
            return inner.computeUnit();
        }

        @Override
        public List<Chance<S>> start(int hiddenClass) {
            return inner.start(hiddenClass);
        }

        @Override
        public List<Choice<S>> choices(S state) {
            return inner.choices(state);
        }

        @Override
        public List<Feature> features() {
            return inner.features();
        }

        @Override
        public void observe(S state, double[] out) {
            inner.observe(state, out);
        }

        @Override
        public List<String> tallies() {
            return List.of("counted thinks", "counted answers");
        }

        @Override
        public void tally(S state, Action action, int hiddenClass, double[] out) {
            out[action.kind().deliberates() ? 0 : 1] = 1;
        }
    }
}

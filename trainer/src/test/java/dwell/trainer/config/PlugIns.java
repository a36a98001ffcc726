package dwell.trainer.config;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Family;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.process.DecisionProcess;
import dwell.envs.wrappers.Wrapper;
import dwell.policies.FixedPolicy;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.List;

/** A catalog of plug-ins whose parameters have every type that a config can hold. */
final class PlugIns {
    private PlugIns() {}

    static Catalog catalog() {
        return new Catalog(
                List.of(new EvidenceFamily(), new EveryType()),
                List.of(new Twist("twist"), new Twist("twist-2")),
                List.of(new Net("mlp"), new Net("net-2")),
                List.of(new Think()),
                List.of(new Reward("utility"), new Reward("length-penalty")));
    }

    enum Color {
        RED,
        DARK_BLUE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    record Point(double x, String label) {
        Point {
            if (!(x >= 0)) {
                throw new IllegalArgumentException("x must be at least 0, was " + x);
            }
        }
    }

    record Everything(
            int count,
            long big,
            double share,
            boolean flag,
            String name,
            Color color,
            List<Double> numbers,
            List<Color> colors,
            Point point,
            List<Point> points) {
        Everything {
            if (count == 13) {
                throw new IllegalArgumentException("thirteen is refused");
            }
        }
    }

    private static final class EveryType implements Family<Everything> {
        @Override
        public String id() {
            return "every-type";
        }

        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Everything defaults() {
            return new Everything(
                    1, 2, 3, true, "name", Color.RED, List.of(1.5), List.of(), new Point(1, "p"), List.of());
        }

        @Override
        public Stakes defaultStakes() {
            return new Stakes(0.25, 2, -1, 0.5);
        }

        @Override
        public DecisionProcess<?> declare(Everything parameters) {
            throw new UnsupportedOperationException();
        }
    }

    record Turn(double angle, List<Integer> steps) {
        Turn {
            if (!(angle >= 0)) {
                throw new IllegalArgumentException("angle must be at least 0, was " + angle);
            }
        }
    }

    private record Twist(String id) implements Wrapper<Turn> {
        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Turn defaults() {
            return new Turn(0.5, List.of(1, 2));
        }

        @Override
        public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, Turn parameters) {
            throw new UnsupportedOperationException();
        }
    }

    record Sizes(List<Integer> hidden, String activation) {}

    private record Net(String id) implements PolicyFamily<Sizes> {
        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Sizes defaults() {
            return new Sizes(List.of(64, 64), "tanh");
        }

        @Override
        public LearnedPolicy create(Sizes parameters, PolicyShape shape, Precision precision, long key) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Think implements FixedPolicy {
        @Override
        public String id() {
            return "think";
        }

        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public PolicyTable table(Optimum optimum, String argument) {
            throw new UnsupportedOperationException();
        }
    }

    record Penalty(double weight) {}

    private record Reward(String id) implements Shaping<Penalty> {
        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Penalty defaults() {
            return new Penalty(1);
        }

        @Override
        public List<String> terms() {
            return List.of("only");
        }

        @Override
        public boolean groupRelative(Penalty parameters) {
            return false;
        }

        @Override
        public RewardRule start(Penalty parameters, ShapingContext context) {
            throw new UnsupportedOperationException();
        }
    }
}

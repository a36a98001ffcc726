package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.process.Chance;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PricedWrapperTest extends WrapperContract<PricedParameters> {
    private static final List<Double> MULTIPLIERS = List.of(0.25, 1.0, 6.0);
    private static final List<Double> WEIGHTS = List.of(3.0, 1.0, 2.0);
    private static final double MEAN = (3 * 0.25 + 1 + 2 * 6) / 6;

    @Override
    Wrapper<PricedParameters> wrapper() {
        return new PricedWrapper();
    }

    @Override
    PricedParameters random(long key) {
        List<Double> multipliers = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i <= RandomKey.below(key, 0, 4); i++) {
            multipliers.add(Math.max(0, 5 * RandomKey.uniform(key, 10 + i) - 1));
            weights.add(0.1 + RandomKey.uniform(key, 20 + i));
        }
        return new PricedParameters(multipliers, weights, RandomKey.below(key, 1, 2) == 0);
    }

    @Override
    List<PricedParameters> small() {
        return List.of(
                new PricedParameters(MULTIPLIERS, WEIGHTS, true), new PricedParameters(MULTIPLIERS, WEIGHTS, false));
    }

    @Override
    List<PricedParameters> neutral(DecisionProcess<?> inner) {
        return List.of(
                new PricedParameters(List.of(1.0), List.of(), true),
                new PricedParameters(List.of(1.0, 1.0), List.of(), false));
    }

    @Test
    void theOptimumWithShownPricesIsTheWeightedMeanOfTheOptimaAtEachPrice() {
        processes().forEach((name, inner) -> {
            CompiledProcess plain = ProcessCompiler.compile(inner);
            double mean = 0;
            for (int i = 0; i < 3; i++) {
                mean += WEIGHTS.get(i)
                        / 6
                        * Optimum.of(plain, Stakes.ofPrice(0.03 * MULTIPLIERS.get(i)))
                                .utility();
            }
            assertThat(optimum(inner, true)).as(name).isCloseTo(mean, EXACT);
        });
    }

    @Test
    void theOptimumWithHiddenPricesIsThatAtTheMeanPrice() {
        processes()
                .forEach((name, inner) -> assertThat(optimum(inner, false))
                        .as(name)
                        .isCloseTo(
                                Optimum.of(ProcessCompiler.compile(inner), Stakes.ofPrice(0.03 * MEAN))
                                        .utility(),
                                EXACT));
    }

    private double optimum(DecisionProcess<?> inner, boolean shown) {
        return Optimum.of(wrapped(inner, new PricedParameters(MULTIPLIERS, WEIGHTS, shown)), Stakes.ofPrice(0.03))
                .utility();
    }

    @Test
    void computeIsCountedInUnitsOfTheFirstPrice() {
        DecisionProcess<?> inner = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
        CompiledProcess plain = ProcessCompiler.compile(inner);
        Stakes stakes = Stakes.ofPrice(0.03);
        double expected =
                MEAN * Evaluation.of(plain, stakes, uniform(plain)).overall().compute();
        for (boolean shown : new boolean[] {true, false}) {
            CompiledProcess process = wrapped(inner, new PricedParameters(MULTIPLIERS, WEIGHTS, shown));
            assertThat(Evaluation.of(process, stakes, uniform(process))
                            .overall()
                            .compute())
                    .isCloseTo(expected, EXACT);
        }
    }

    @Test
    void thePriceIsShownTheSameWhateverListItComesFrom() {
        for (List<Double> list : List.of(List.of(4.0), List.of(1.0, 4.0, 0.0))) {
            assertPrice(wrapper().wrap(InnerProcesses.votes(0.7, 2), new PricedParameters(list, List.of(), true)));
        }
    }

    private static <S> void assertPrice(DecisionProcess<S> process) {
        S start = process.start(0).stream()
                .map(Chance::value)
                .filter(state -> state.toString().endsWith("x4.0"))
                .findFirst()
                .orElseThrow();
        double[] out = new double[process.features().size()];
        process.observe(start, out);
        assertThat(process.features().get(out.length - 2).name()).isEqualTo("price");
        assertThat(out[out.length - 2]).isCloseTo(3 / 5.0, EXACT);
    }
}

package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.exact.KnownLevel;
import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BanditFamilyTest extends FamilyContract<BanditParameters> {
    @Override
    protected Family<BanditParameters> family() {
        return new BanditFamily();
    }

    static BanditParameters game(BanditGame game) {
        BanditParameters defaults = new BanditFamily().defaults();
        return new BanditParameters(
                game,
                defaults.cueReliability(),
                defaults.weights(),
                defaults.arms(),
                defaults.boxes(),
                defaults.control());
    }

    static BanditParameters arms(double cue, ArmsParameters arms) {
        BanditParameters d = game(BanditGame.ARMS);
        return new BanditParameters(BanditGame.ARMS, cue, List.of(), arms, d.boxes(), d.control());
    }

    static BanditParameters boxes(double cue, BoxesParameters boxes) {
        BanditParameters d = game(BanditGame.BOXES);
        return new BanditParameters(BanditGame.BOXES, cue, List.of(), d.arms(), boxes, d.control());
    }

    static BanditParameters control(double cue, ControlParameters control) {
        BanditParameters d = game(BanditGame.CONTROL);
        return new BanditParameters(BanditGame.CONTROL, cue, List.of(), d.arms(), d.boxes(), control);
    }

    @Override
    protected List<BanditParameters> small() {
        return List.of(
                arms(0.6, new ArmsParameters(List.of(0.8, 0.4), 2, 1, 2, 4, 1)),
                arms(1, new ArmsParameters(List.of(0.7, 0.5, 0.1), 1, 2, 2, 7, 0.5)),
                boxes(0.5, new BoxesParameters(List.of(1.0, 0.4), 4, 5, 1)),
                control(0.7, new ControlParameters(List.of(1.0, 0.3, 0.0), 0.8, 7, 0.5)));
    }

    @Override
    protected BanditParameters random(long key) {
        List<Double> levels = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 0, 4); level++) {
            levels.add(RandomKey.uniform(key, 20 + level));
        }
        levels.sort(Comparator.reverseOrder());
        double cue = RandomKey.below(key, 1, 3) / 2.0;
        double compute = RandomKey.uniform(key, 2);
        return switch (RandomKey.below(key, 3, 3)) {
            case 0 -> {
                int arms = 1 + RandomKey.below(key, 4, 3);
                yield arms(
                        cue,
                        new ArmsParameters(
                                levels,
                                arms,
                                0.01 + 5 * RandomKey.uniform(key, 5),
                                0.01 + 5 * RandomKey.uniform(key, 6),
                                RandomKey.below(key, 7, List.of(40, 12, 7).get(arms - 1)),
                                compute));
            }
            case 1 -> {
                int grid = 10 + RandomKey.below(key, 5, 30);
                yield boxes(
                        cue,
                        new BoxesParameters(
                                levels.stream()
                                        .map(x -> Math.max(x, 1.0 / grid))
                                        .toList(),
                                1 + RandomKey.below(key, 4, 20),
                                grid,
                                compute));
            }
            default ->
                control(
                        cue,
                        new ControlParameters(
                                levels,
                                Math.max(0.5, Math.min(1, 0.4 + 0.7 * RandomKey.uniform(key, 4))),
                                1 + RandomKey.below(key, 5, 40),
                                compute));
        };
    }

    @ParameterizedTest
    @EnumSource(BanditGame.class)
    void theDefaultLevelsOfEveryGameAreOrderedByExactDifficulty(BanditGame game) {
        CompiledProcess process = ProcessCompiler.compile(family().declare(game(game)));
        assertThat(KnownLevel.of(process, family().defaultStakes()).levels())
                .isSortedAccordingTo(Comparator.<Double>reverseOrder());
    }
}

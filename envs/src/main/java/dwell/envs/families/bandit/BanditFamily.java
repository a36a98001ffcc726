package dwell.envs.families.bandit;

import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/**
 * {@code bandit-v1}: pay to learn what choices are worth, then choose. Three games: {@link ArmsProcess}, {@link BoxesProcess},
 * {@link ControlProcess}.
 */
public final class BanditFamily implements Family<BanditParameters> {
    @Override
    public String id() {
        return "bandit-v1";
    }

    @Override
    public String summary() {
        return "pay to learn what choices are worth, then choose: sample arms, open boxes, or observe before betting";
    }

    @Override
    public String description() {
        return "Three games. arms: each think samples an arm of unknown success rate; answering takes the arm that looks best,"
                + " or an alternative whose worth is known (Beta-Bernoulli metareasoning, Hay, Russell, Tolpin and Shimony"
                + " 2012). Thinking pays most where the alternative is about as good as the arms, and little where it is far"
                + " better or far worse. boxes: each think opens a box; answering keeps the best prize (Weitzman 1979); the"
                + " larger the prizes of a level, the longer it pays to search. control: each think observes a biased source"
                + " and gives up a round; answering bets on it in all rounds that are left, and the bet decides only a share of"
                + " them (observe or bet, Tversky and Edwards 1966; Navarro, Newell and Schulze 2016): where nothing can be"
                + " controlled, nothing is worth knowing.";
    }

    @Override
    public BanditParameters defaults() {
        return new BanditParameters(
                BanditGame.ARMS,
                0.7,
                List.of(),
                new ArmsParameters(List.of(0.8, 0.5, 0.2), 2, 1, 1, 10, 2),
                new BoxesParameters(List.of(1.0, 0.5, 0.25), 10, 24, 5),
                new ControlParameters(List.of(1.0, 0.75, 0.5, 0.25, 0.0), 0.75, 48, 0.25));
    }

    @Override
    public DecisionProcess<?> declare(BanditParameters parameters) {
        return switch (parameters.game()) {
            case ARMS -> new ArmsProcess(parameters);
            case BOXES -> new BoxesProcess(parameters);
            case CONTROL -> new ControlProcess(parameters);
        };
    }
}

package dwell.envs.process;

/**
 * What the policy cannot see about an item, for example "level 3, truth is the second side".
 *
 * @param name shown in messages
 * @param level index into {@link DecisionProcess#levels()}
 * @param weight prior weight, positive and finite; weights are normalised over the classes of a process
 */
public record HiddenClass(String name, int level, double weight) {
    public HiddenClass {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight of hidden class " + name + " must be positive, was " + weight);
        }
    }
}

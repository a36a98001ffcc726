package dwell.policies;

/**
 * A kind of learned policy. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.policies.PolicyFamily} adds a policy to every list of Dwell. Implementations have a public
 * no-argument constructor and are stateless.
 *
 * @param <P> the parameters: a record, validated in its compact constructor with an {@link IllegalArgumentException} whose
 *     message starts with the component's name; its components become the keys {@code policy.*} of a config
 */
public interface PolicyFamily<P extends Record> {
    /** For example {@code mlp}. */
    String id();

    /** What the policy is, in one line. */
    String summary();

    /** The defaults; the one place where they stand. */
    P defaults();

    /**
     * Creates a policy with initial weights.
     *
     * @param key of the stream from which initial weights are drawn, see {@link dwell.envs.random.RandomKey}; the only source
     *     of randomness
     * @throws IllegalArgumentException with one sentence, if the policy cannot fit the shape
     */
    LearnedPolicy create(P parameters, PolicyShape shape, Precision precision, long key);
}

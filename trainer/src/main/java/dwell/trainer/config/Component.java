package dwell.trainer.config;

/**
 * Something chosen by name, with its parameters: a task family, a policy, a shaping. In a config its section holds the key
 * {@code id} and, beside it, the components of the parameters.
 *
 * @param id name in the lists of the command line
 * @param parameters of the type that the named family, policy or shaping declares
 */
public record Component(String id, Record parameters) {}

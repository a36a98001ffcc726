package dwell.policies.network;

/** Parameters of {@link TabularFamily}: none. */
public record TabularParameters() {}

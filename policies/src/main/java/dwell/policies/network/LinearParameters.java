package dwell.policies.network;

/** Parameters of {@link LinearFamily}: none. */
public record LinearParameters() {}

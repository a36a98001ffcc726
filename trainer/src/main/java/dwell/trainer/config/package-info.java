/**
 * The configuration of a run: nested immutable records, validated in their compact constructors. {@link
 * dwell.trainer.config.RunConfig} is the root. Defaults of the trainer's own sections stand in one place each, {@code
 * defaults()}; presets are YAML files that name only what differs.
 */
package dwell.trainer.config;

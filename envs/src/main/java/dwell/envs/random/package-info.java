/**
 * Counter-based, keyed random numbers. A draw is a pure function of (run seed, purpose, coordinates, counter): nothing is
 * advanced, so resume, threads and sharding need no generator state.
 */
package dwell.envs.random;

/**
 * Learned policies on ND4J: a table, a linear map and a multi-layer perceptron. {@link dwell.policies.network.MlpFamily} is
 * the one to read first.
 */
package dwell.policies.network;

/** JMH benchmarks of the hot paths on the standard work. Run by {@code benchmarks/run}, see {@code benchmarks/README.md}. */
package dwell.benchmarks;

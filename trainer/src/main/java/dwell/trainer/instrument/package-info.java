/**
 * What a config does to learning, known before anything is trained: expected updates by enumeration, the price-distortion map
 * and its flow. Instruments read a config and a process; training never hears of them.
 */
package dwell.trainer.instrument;

/** The workloads in Deeplearning4j. */
package org.espalier.benchmarks.peers.dl4j;

/** The workloads in TensorFlow-Java. */
package org.espalier.benchmarks.peers.tensorflow;

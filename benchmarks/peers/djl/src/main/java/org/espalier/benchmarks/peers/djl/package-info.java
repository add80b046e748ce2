/** The workloads in DJL with PyTorch. */
package org.espalier.benchmarks.peers.djl;

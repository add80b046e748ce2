/** The workloads in KotlinDL. */
package org.espalier.benchmarks.peers.kotlindl;

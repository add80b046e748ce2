/** Runs Espalier and its peers in turn, each in a process of its own, and compares what they print. */
package org.espalier.benchmarks.compare;

/** What the programs that are compared have in common: workloads, data, the clock and the lines that they print. */
package org.espalier.benchmarks.harness;

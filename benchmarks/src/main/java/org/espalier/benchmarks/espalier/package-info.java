/** The workloads in Espalier itself. */
package org.espalier.benchmarks.espalier;

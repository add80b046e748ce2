/** Matrix products in OpenBLAS. */
package org.espalier.benchmarks.peers.openblas;

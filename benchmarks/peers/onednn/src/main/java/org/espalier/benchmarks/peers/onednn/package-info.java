/** Matrix products and convolutions in oneDNN. */
package org.espalier.benchmarks.peers.onednn;

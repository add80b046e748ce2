/** The workloads in LibTorch, PyTorch's C++ library, through JavaCPP's bindings. */
package org.espalier.benchmarks.peers.libtorch;

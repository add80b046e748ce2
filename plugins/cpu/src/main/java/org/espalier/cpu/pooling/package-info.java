/** Pooling over windows of maps, and its gradients. */
package org.espalier.cpu.pooling;

/** Matrix products, decompositions and sums over indices. */
package org.espalier.core.op.linalg;

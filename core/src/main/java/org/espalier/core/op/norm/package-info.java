/** Softmax and normalizations. */
package org.espalier.core.op.norm;

/** Convolution, pooling and resizing over spatial axes. */
package org.espalier.core.op.conv;

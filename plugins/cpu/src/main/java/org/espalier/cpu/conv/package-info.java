/**
 * Convolution and its two gradients as matrix products whose second operand is never written down as a whole: images are
 * unrolled along all axes but one, and tables say where the rows of the product lie in that.
 */
package org.espalier.cpu.conv;

/** Normalizations by channel and by row, and their gradients. */
package org.espalier.cpu.norm;

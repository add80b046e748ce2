/** Convolutions of 3×3 kernels by Winograd's minimal filtering. */
package org.espalier.cpu.conv.winograd;

/** Recurrent networks and their gradients. */
package org.espalier.cpu.recurrent;

/** Ops that find their way by indices. */
package org.espalier.cpu.index;

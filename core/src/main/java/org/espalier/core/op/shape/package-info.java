/** Ops that give elements another shape, order or place. */
package org.espalier.core.op.shape;

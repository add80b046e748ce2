/** Reductions. */
package org.espalier.core.op.reduce;

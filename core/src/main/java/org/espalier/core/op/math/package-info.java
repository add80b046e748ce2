/** Element-wise ops. */
package org.espalier.core.op.math;

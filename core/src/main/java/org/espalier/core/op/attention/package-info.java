/** Attention and its gradient. */
package org.espalier.core.op.attention;

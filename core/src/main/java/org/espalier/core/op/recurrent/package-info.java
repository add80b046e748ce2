/** Recurrent networks over whole sequences. */
package org.espalier.core.op.recurrent;

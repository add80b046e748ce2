/** Losses from scores and classes. */
package org.espalier.core.op.loss;

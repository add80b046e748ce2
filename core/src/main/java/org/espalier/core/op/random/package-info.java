/** Random numbers as pure functions. */
package org.espalier.core.op.random;

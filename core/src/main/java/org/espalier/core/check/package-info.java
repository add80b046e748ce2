/** Gradient checks and the checking backend. */
package org.espalier.core.check;

/** Training: the open step and the loops that stand on it. */
package org.espalier.core.fit;

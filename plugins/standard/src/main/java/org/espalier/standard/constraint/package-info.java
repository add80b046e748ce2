/** Sets that parameters are brought back into. */
package org.espalier.standard.constraint;

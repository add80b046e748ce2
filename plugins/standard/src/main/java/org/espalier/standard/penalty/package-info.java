/** Terms of the training loss that depend on parameters alone. */
package org.espalier.standard.penalty;

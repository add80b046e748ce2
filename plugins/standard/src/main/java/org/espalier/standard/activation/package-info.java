/** Activations. */
package org.espalier.standard.activation;

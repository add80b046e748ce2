/** Layers, scopes, activations, initializers and losses. */
package org.espalier.nn;

/** Layers. */
package org.espalier.standard.layer;

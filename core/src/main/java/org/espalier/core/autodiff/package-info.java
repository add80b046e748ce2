/** Differentiation of graphs to graphs. */
package org.espalier.core.autodiff;

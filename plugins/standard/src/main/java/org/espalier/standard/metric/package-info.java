/** Figures over sets of examples. */
package org.espalier.standard.metric;

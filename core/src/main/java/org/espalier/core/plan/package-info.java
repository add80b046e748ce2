/** Compilation of a graph to a plan with memory worked out beforehand. */
package org.espalier.core.plan;

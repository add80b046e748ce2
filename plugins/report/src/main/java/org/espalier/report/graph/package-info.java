/** Graphs with the numbers of a forward and a backward pass, drawn as textbooks do. */
package org.espalier.report.graph;

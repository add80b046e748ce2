/** The immutable, typed SSA graph and its builder. */
package org.espalier.graph;

/** Graph rewrites that preserve values. */
package org.espalier.core.graph;

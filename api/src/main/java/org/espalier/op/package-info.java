/** Operations: type rules, decompositions, vector-Jacobian products. */
package org.espalier.op;

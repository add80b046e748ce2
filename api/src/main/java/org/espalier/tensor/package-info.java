/** Element types, shapes with symbolic dimensions, and concrete tensors. */
package org.espalier.tensor;

/** Optimizers and gradient transformations. */
package org.espalier.standard.optim;

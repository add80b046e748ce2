/** Optimizers that ask for the objective as often as they like: second order, full batch. */
package org.espalier.standard.optim.objective;

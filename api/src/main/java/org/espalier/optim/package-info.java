/** Optimizers, gradient transformations and schedules. */
package org.espalier.optim;

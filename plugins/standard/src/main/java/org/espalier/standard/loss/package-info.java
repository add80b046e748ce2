/** Losses; each gives one number an example. */
package org.espalier.standard.loss;

/** Transformations fitted on the training set. */
package org.espalier.standard.preprocessing;

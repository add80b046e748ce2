/** Models: a network with its weights, for prediction, saving and loading. */
package org.espalier.core.model;

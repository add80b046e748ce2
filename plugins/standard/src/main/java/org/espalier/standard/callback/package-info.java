/** Progress, early stopping and learning rate control. */
package org.espalier.standard.callback;

/** Callbacks, metrics and the record of a run. */
package org.espalier.training;

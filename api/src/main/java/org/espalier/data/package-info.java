/** Datasets, batches and preprocessing. */
package org.espalier.data;

/** Splitting data sets into parts. */
package org.espalier.standard.data;

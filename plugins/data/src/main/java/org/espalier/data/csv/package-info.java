/** Reading tables of comma-separated values. */
package org.espalier.data.csv;

/** The figures of a run as a table for other programs. */
package org.espalier.report.csv;

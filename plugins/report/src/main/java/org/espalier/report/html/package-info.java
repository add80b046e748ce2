/** The report of a run as one HTML file. */
package org.espalier.report.html;

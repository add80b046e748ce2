/** The charts of a run: what they show, and how they are drawn. */
package org.espalier.report.chart;

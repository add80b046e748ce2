/** What is recorded of a run, and the file that it is kept in. */
package org.espalier.report.recording;

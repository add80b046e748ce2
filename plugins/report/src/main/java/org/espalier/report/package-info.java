/** Recording a run, and what is made of recordings, by name. */
package org.espalier.report;

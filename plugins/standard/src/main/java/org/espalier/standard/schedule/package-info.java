/** Learning rates as functions of the step. */
package org.espalier.standard.schedule;

/** What the other packages share. */
package org.espalier.report.internal;

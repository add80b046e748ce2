/** What a search for hyper-parameters found, read from its folder. */
package org.espalier.report.search;

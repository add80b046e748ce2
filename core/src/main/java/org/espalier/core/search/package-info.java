/** The search for hyper-parameters: spaces, points in them, trials, and the best of these. */
package org.espalier.core.search;

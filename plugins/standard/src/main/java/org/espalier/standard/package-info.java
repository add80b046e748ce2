/** The standard plugin. */
package org.espalier.standard;

/** The plugin, and all it has by name, for Java. */
package org.espalier.standard;

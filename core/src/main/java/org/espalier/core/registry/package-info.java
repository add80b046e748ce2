/** Discovery of plugins and the registry of everything they bring. */
package org.espalier.core.registry;

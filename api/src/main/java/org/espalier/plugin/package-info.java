/** Plugins, their registrar, and the annotation that marks the public API. */
package org.espalier.plugin;

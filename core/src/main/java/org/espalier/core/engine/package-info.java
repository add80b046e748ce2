/** What runs graphs: registry, backend and the reference backend behind it. */
package org.espalier.core.engine;

/** Backends and kernels. */
package org.espalier.backend;

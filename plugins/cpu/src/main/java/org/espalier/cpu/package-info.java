/** The CPU backend. */
package org.espalier.cpu;

/** The specs of the built-in ops. */
package org.espalier.testkit.ops;

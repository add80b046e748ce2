/** The conformance kit. */
package org.espalier.testkit;

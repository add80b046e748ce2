/** The reference backend: plain loops in double precision, the oracle of all tests and the fallback of all backends. */
package org.espalier.core.reference;

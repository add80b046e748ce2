/** Shared by the packages of this module. */
package org.espalier.standard.internal;

/** The Kotlin DSL. */
package org.espalier.dsl;

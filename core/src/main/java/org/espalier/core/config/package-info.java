/** Records as configuration: registered records to and from JSON, and the JSON they are written in. */
package org.espalier.core.config;

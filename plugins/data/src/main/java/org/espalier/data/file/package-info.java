/** What the readers share. */
package org.espalier.data.file;

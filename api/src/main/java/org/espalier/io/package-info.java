/** Writing files so that nobody ever finds half of one: for the core and for plugins that write files, too. */
package org.espalier.io;

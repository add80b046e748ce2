/** First values of parameters. */
package org.espalier.standard.initializer;

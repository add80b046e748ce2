/** JMH benchmarks. */
package org.espalier.benchmarks.jmh;

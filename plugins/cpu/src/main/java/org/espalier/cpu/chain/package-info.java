/** Straight-line element-wise code, compiled at run time so that everything between reading and writing stays in registers. */
package org.espalier.cpu.chain;

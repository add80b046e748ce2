/**
 * The time until the JIT has compiled the vector code. Interpreted, it is hundreds of times slower than plain loops, which
 * give the same bits: so until then a small part of each call goes to it, which the JIT sees, and the rest to the loops.
 */
package org.espalier.cpu.warm;

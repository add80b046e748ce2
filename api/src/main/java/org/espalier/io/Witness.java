package org.espalier.io;

import java.io.OutputStream;

/**
 * Sees every point between two effects on the disk. Tests put one in to look at what a crash there would leave; there is
 * none otherwise.
 */
interface Witness {
    /** Sees nothing. */
    Witness NONE = point -> {};

    /** Between two effects, of which the second has the point's name. */
    void before(String point);

    /** The stream to a file, or one around it. */
    default OutputStream around(OutputStream file) {
        return file;
    }
}

package org.espalier.cpu.recurrent;

/** Hands out places in one array of working memory while a kernel is made. */
final class Memory {
    /** A cache line. */
    private static final int LINE = 16;

    /** Rows whose distance is a multiple of this many floats share few lines of the first-level cache. */
    private static final int UNLUCKY = 128;

    private int used;

    /** The distance at which rows of so many floats lie well in the caches. */
    static int stride(int floats) {
        return floats % UNLUCKY == 0 ? floats + LINE : floats;
    }

    /** The place of so many floats. */
    int take(int floats) {
        int at = used;
        used = Math.addExact(used, (Math.addExact(floats, LINE - 1)) / LINE * LINE);
        return at;
    }

    int size() {
        return used;
    }
}

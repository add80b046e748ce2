package org.espalier.cpu.recurrent;

/** Hands out places in one array of working memory while a kernel is made. */
final class Memory {
    /** A cache line. */
    private static final int LINE = 16;

    private int used;

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

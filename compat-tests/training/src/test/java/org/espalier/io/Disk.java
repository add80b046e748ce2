package org.espalier.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Shows tests every point between two effects of writing files on the disk; what is written at once is two effects here. */
public final class Disk {
    private Disk() {}

    /** Has somebody told of every point, with the name of the effect that comes next. */
    public static void watch(Consumer<String> before) {
        AtomicFile.watch(new Witness() {
            @Override
            public void before(String point) {
                before.accept(point);
            }

            @Override
            public OutputStream around(OutputStream file) {
                return inHalves(file, before);
            }
        });
    }

    /** Nobody is told any more. */
    public static void forget() {
        AtomicFile.watch(Witness.NONE);
    }

    private static OutputStream inHalves(OutputStream file, Consumer<String> before) {
        return new FilterOutputStream(file) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                int half = count / 2;
                file.write(bytes, from, half);
                before.accept("the second half");
                file.write(bytes, from + half, count - half);
            }
        };
    }
}

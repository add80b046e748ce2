package org.espalier.report;

import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.report.recording.Recording;

/** Where a recording goes while it grows. */
interface Keeper {
    /** Keeps what is recorded so far, which is more than the time before. */
    void keep(Recording soFar);

    /** What was kept of the run before it was interrupted. */
    Optional<Recording> earlier();

    /** Hands it on. */
    static Keeper of(Consumer<Recording> receiver) {
        return new Keeper() {
            @Override
            public void keep(Recording soFar) {
                receiver.accept(soFar);
            }

            @Override
            public Optional<Recording> earlier() {
                return Optional.empty();
            }
        };
    }
}

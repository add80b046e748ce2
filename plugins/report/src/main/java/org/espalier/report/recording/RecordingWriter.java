package org.espalier.report.recording;

import java.nio.file.Path;
import org.espalier.plugin.API;

/**
 * Makes files of a recording. A record, so that it is saved with the callback that uses it; one from another plugin is
 * registered there as a component.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface RecordingWriter {
    /** The writing of one run. */
    @FunctionalInterface
    interface Session {
        /** Brings the files up to date with what is recorded so far; each call gets a longer recording of the same run. */
        void write(Recording soFar);
    }

    /** Starts to write into a folder, which is made if it is not there; what an earlier run left there is replaced. */
    Session start(Path folder);
}

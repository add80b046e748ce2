package org.espalier.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingFile;
import org.espalier.report.recording.RecordingWriter;

/** Keeps a recording in a folder, with what writers make of it. */
final class FolderKeeper implements Keeper {
    /** Writers may take long for a long run: they are asked this often, and at the end. */
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final Path file;
    private final List<RecordingWriter.Session> sessions;
    private boolean begun;
    private int steps;
    private int epochs;
    private long written;

    FolderKeeper(Path folder, List<RecordingWriter> writers) {
        this.file = folder.resolve(Recorder.FILE);
        this.sessions = writers.stream().map(w -> w.start(folder)).toList();
    }

    @Override
    public void keep(Recording soFar) {
        if (soFar.outcome().isEmpty()) {
            record(soFar);
            if (written == 0 || System.nanoTime() - written >= PAUSE_NANOS) {
                sessions.forEach(s -> s.write(soFar));
                written = System.nanoTime();
            }
            return;
        }
        // The end is recorded last: if the process is killed before, a run that goes on knows that writers were not done.
        try {
            sessions.forEach(s -> s.write(soFar));
        } finally {
            record(soFar);
        }
    }

    /** The first time all of it, over what an earlier run left; after a resumption that is what comes before, too. */
    private void record(Recording soFar) {
        if (begun) {
            RecordingFile.append(soFar, steps, epochs, file);
        } else {
            RecordingFile.write(soFar, file);
        }
        begun = true;
        steps = soFar.steps().size();
        epochs = soFar.epochs().size();
    }

    @Override
    public Optional<Recording> earlier() {
        return Files.exists(file) ? Optional.of(RecordingFile.read(file)) : Optional.empty();
    }
}

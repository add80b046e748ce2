package org.espalier.report.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.report.internal.ReportFile;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.StepPoint;
import org.espalier.report.recording.RecordingWriter;

/**
 * Writes an event file that TensorBoard shows while the run goes on: {@code tensorboard --logdir} on the folder, or one
 * above it to compare runs. Scalars are the figures ({@code loss/train} beside {@code loss/validation}), the losses of
 * single batches, the learning rate, norms of gradients, saturated and dead units; then there are histograms of weights,
 * gradients and activations, and the graph.
 *
 * @param subfolder the folder within the run's folder; {@code tensorboard} by default, empty for the run's folder itself
 */
@API(status = API.Status.STABLE, since = "0.1")
public record TensorBoardLog(String subfolder) implements RecordingWriter {
    /** In {@code tensorboard}. */
    public static final TensorBoardLog DEFAULT = new TensorBoardLog("tensorboard");
    private static final String VALIDATION = "val_";
    private static final String BEGINNING = "events.out.tfevents.";
    private static final String ENDING = ".espalier";

    public TensorBoardLog {
        if (subfolder.startsWith("/") || subfolder.contains("..")) {
            throw new EspalierException("[TensorBoardLog] subfolder must lie within the run's folder, but is " + subfolder);
        }
    }

    /** In another folder. */
    public TensorBoardLog withSubfolder(String other) {
        return new TensorBoardLog(other);
    }

    @Override
    public Session start(Path folder) {
        return new Writing(folder.resolve(subfolder));
    }

    /** Appends: TensorBoard keeps a file open and reads on where it was. */
    private static final class Writing implements Session {
        private final Path folder;
        private Path file;
        private int steps;
        private int epochs;

        Writing(Path folder) {
            this.folder = folder;
        }

        @Override
        public void write(Recording r) {
            double start = r.run().startedAt();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean first = file == null;
            if (first) {
                file = folder.resolve(BEGINNING + (long) start + ENDING);
                out.writeBytes(TfRecords.frame(Events.version(start)));
                if (!r.graph().isEmpty()) {
                    out.writeBytes(TfRecords.frame(Events.graph(start, r.graph())));
                }
            }
            for (EpochPoint e : r.epochs().subList(epochs, r.epochs().size())) {
                steps(r, e.step(), out);
                epoch(start, e, out);
            }
            steps(r, Long.MAX_VALUE, out);
            epochs = r.epochs().size();
            if (first) {
                ReportFile.write(file, out.toByteArray());
                deleteOthers();
            } else {
                AtomicFile.append(file, out.toByteArray());
            }
        }

        /** TensorBoard takes all files of a folder for one run, so what an earlier run left would be drawn with this one. */
        private void deleteOthers() {
            AtomicFile.deleteLeftovers(folder);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, BEGINNING + "*" + ENDING)) {
                for (Path other : all) {
                    if (!other.equals(file)) {
                        Files.deleteIfExists(other);
                    }
                }
            } catch (IOException e) {
                throw new EspalierException("the event files of an earlier run in " + folder + " cannot be deleted: "
                        + AtomicFile.reason(e), e);
            }
        }

        /** Steps come before the epoch that they belong to: TensorBoard takes a step back for a restart. */
        private void steps(Recording r, long last, ByteArrayOutputStream out) {
            for (; steps < r.steps().size() && r.steps().get(steps).step() <= last; steps++) {
                StepPoint s = r.steps().get(steps);
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("batch/loss", s.loss());
                values.put("batch/learning_rate", s.learningRate());
                out.writeBytes(TfRecords.frame(Events.scalars(r.run().startedAt() + s.seconds(), s.step(), values)));
            }
        }

        private static void epoch(double start, EpochPoint e, ByteArrayOutputStream out) {
            double time = start + e.at();
            Map<String, Double> values = new LinkedHashMap<>();
            e.figures().forEach((name, v) -> values.put(name.startsWith(VALIDATION)
                    ? name.substring(VALIDATION.length()) + "/validation"
                    : name + "/train", v));
            for (Distribution d : e.distributions()) {
                put(values, d.kind() == Distribution.Kind.ACTIVATION ? "" : kind(d) + "_norm/" + d.path(), d.norm());
                put(values, "saturated/" + d.path(), d.saturated());
                put(values, "dead/" + d.path(), d.dead());
            }
            out.writeBytes(TfRecords.frame(Events.scalars(time, e.step(), values)));
            for (Distribution d : e.distributions()) {
                out.writeBytes(TfRecords.frame(Events.histogram(time, e.step(), kind(d) + "/" + d.path(), d)));
            }
        }

        private static void put(Map<String, Double> values, String tag, double v) {
            if (!tag.isEmpty() && !Double.isNaN(v)) {
                values.put(tag, v);
            }
        }

        private static String kind(Distribution d) {
            return d.kind().name().toLowerCase(Locale.ROOT);
        }
    }
}

package org.espalier.report.html;

import java.nio.file.Path;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.report.internal.ReportFile;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingWriter;

/**
 * Writes a report of a run as one HTML file that needs nothing else: no network, no script, no font. It shows curves of
 * all figures, the learning rate, norms of gradients and weights, saturated and dead units, confusion matrices, histograms
 * of weights, gradients and activations, the network, and the numbers as tables.
 *
 * @param file the name within the folder; {@code report.html} by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record HtmlReport(String file) implements RecordingWriter {
    /** As {@code report.html}. */
    public static final HtmlReport DEFAULT = new HtmlReport("report.html");

    public HtmlReport {
        if (file.isEmpty()) {
            throw new EspalierException("[HtmlReport] file must be the name of a file, but is empty");
        }
    }

    /** Under another name. */
    public HtmlReport withFile(String other) {
        return new HtmlReport(other);
    }

    @Override
    public Session start(Path folder) {
        return recording -> ReportFile.write(folder.resolve(file), text(recording));
    }

    /** The report as text. */
    public static String text(Recording recording) {
        return new Page(recording).write();
    }
}

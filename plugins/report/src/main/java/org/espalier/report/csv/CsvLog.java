package org.espalier.report.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.report.internal.ReportFile;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.RecordingWriter;

/**
 * Writes the figures of each epoch as comma-separated values (RFC 4180): a line with the names, then {@code epoch} from 1,
 * {@code step}, {@code learning_rate}, {@code seconds} and all figures. What an epoch does not have is left empty. Numbers
 * read back as the same double.
 *
 * @param file the name within the folder; {@code epochs.csv} by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record CsvLog(String file) implements RecordingWriter {
    /** As {@code epochs.csv}. */
    public static final CsvLog DEFAULT = new CsvLog("epochs.csv");
    private static final String LINE_BREAK = "\r\n";

    public CsvLog {
        if (file.isEmpty()) {
            throw new EspalierException("[CsvLog] file must be the name of a file, but is empty");
        }
    }

    /** Under another name. */
    public CsvLog withFile(String other) {
        return new CsvLog(other);
    }

    @Override
    public Session start(Path folder) {
        return recording -> ReportFile.write(folder.resolve(file), text(recording));
    }

    /** The table as text. */
    public static String text(Recording recording) {
        List<String> figures = List.copyOf(recording.figures());
        List<String> head = new ArrayList<>(List.of("epoch", "step", "learning_rate", "seconds"));
        head.addAll(figures);
        StringBuilder csv = new StringBuilder(line(head));
        for (EpochPoint e : recording.epochs()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(e.epoch() + 1), Long.toString(e.step()),
                    Double.toString(e.learningRate()), Double.toString(e.seconds())));
            figures.forEach(f -> cells.add(e.figures().containsKey(f) ? e.figures().get(f).toString() : ""));
            csv.append(line(cells));
        }
        return csv.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvLog::quoted).collect(Collectors.joining(",")) + LINE_BREAK;
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}

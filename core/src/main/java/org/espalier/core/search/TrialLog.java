package org.espalier.core.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;

/**
 * What a search has found so far, as a file: a line of JSON for the search, and one for each trial on each rung, in the
 * order in which they got there. A line that was torn by a crash is
 * dropped when the search goes on.
 */
final class TrialLog {
    /** The name within the folder of the search. */
    static final String FILE = "trials.jsonl";

    private static final int FORMAT = 1;
    private final Path file;
    private final List<Reached> reached = new ArrayList<>();

    private TrialLog(Path file) {
        this.file = file;
    }

    /**
     * Opens the file of a search, or begins it.
     *
     * @throws ModelFormatException where the folder holds another search
     */
    static TrialLog open(Path folder, Json.Obj search) {
        TrialLog log = new TrialLog(folder.resolve(FILE));
        Json.Obj first = Json.obj().with("kind", Json.of("search")).with("format", Json.of(FORMAT));
        for (var member : search.members().entrySet()) {
            first = first.with(member.getKey(), member.getValue());
        }
        if (Files.exists(log.file)) {
            log.read(first);
        } else {
            log.replace(line(first));
        }
        return log;
    }

    private void read(Json.Obj first) {
        String text = text();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> lines = whole.lines().toList();
        if (lines.isEmpty()) {
            throw new ModelFormatException("the file " + file + " does not begin with a search; delete it to start over");
        }
        requireSame(first, parse(lines.get(0), 1));
        for (int i = 1; i < lines.size(); i++) {
            reached.add(Reached.read(parse(lines.get(i), i + 1), place(i + 1)));
        }
        if (whole.length() < text.length()) {
            replace(whole);
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new EspalierException("the file " + file + " cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private Json.Obj parse(String line, int number) {
        return JsonText.parse(line, place(number)).asObject(place(number));
    }

    private String place(int number) {
        return file.getFileName() + " line " + number;
    }

    private void requireSame(Json.Obj now, Json.Obj then) {
        now.members().forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                throw new ModelFormatException("the folder " + file.getParent() + " holds another search: its '" + name + "' is "
                        + then.get(name) + ", not " + value + "; name another folder, or delete this one to start over");
            }
        });
    }

    private static String line(Json.Obj json) {
        return JsonText.writeCompact(json).strip() + "\n";
    }

    private void replace(String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All lines so far, in the order in which they were written. */
    synchronized List<Reached> reached() {
        return List.copyOf(reached);
    }

    /** Adds a line. */
    synchronized void add(Reached r, Point point) {
        AtomicFile.append(file, line(r.write(point)).getBytes(StandardCharsets.UTF_8));
        reached.add(r);
    }
}

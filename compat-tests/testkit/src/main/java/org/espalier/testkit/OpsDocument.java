package org.espalier.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.io.AtomicFile;

/**
 * The table as it is checked in: what every op is made of and how it came out of every check, without anything that
 * differs from run to run or from machine to machine.
 */
final class OpsDocument {
    /** The value of the system property {@code docs} with which documents are written anew. */
    private static final String WRITE = "write";
    private static final Pattern LACKING = Pattern.compile("(?:n/a|pass) \\(.*\\)");

    private final Table table;
    private final String writer;

    /**
     * A document of a table.
     *
     * @param writer the name of the test class that writes it
     */
    OpsDocument(Table table, String writer) {
        this.table = table;
        this.writer = writer;
    }

    /** The document's text. */
    String text() {
        List<String> lines = new ArrayList<>(List.of(
                "# Ops",
                "",
                "What every registered op is made of, and how it came out of every check of the conformance suite"
                        + " (`espalier-testkit`).",
                "Written by the test `" + writer + "`, which fails where this page is not up to date; run it with"
                        + " `-Ddocs=write` to write it anew.",
                "",
                "## Definitions",
                "",
                "A backend without a kernel of its own runs the decomposition, or the kernel of the reference backend. The"
                        + " column ONNX has the first opset that the op's own mapping writes; for older targets, and where it"
                        + " says so, the decomposition is written.",
                "",
                "| op | traits | kernels | gradient | ONNX | read from |",
                "|---|---|---|---|---|---|"));
        table.facts().values().forEach(f -> lines.add(f.row()));
        lines.addAll(List.of("", "## Checks", ""));
        table.checks().forEach(c -> lines.add("- **" + c.title() + "**: " + c.asks() + "."));
        lines.addAll(List.of("", "A number in brackets is that of a note below the table: the reason why a check says nothing of"
                + " an op (n/a), or not all.", ""));
        lines.add("| op | " + String.join(" | ", table.checks().stream().map(Check::title).toList()) + " |");
        lines.add("|---".repeat(table.checks().size() + 1) + "|");
        Notes notes = new Notes();
        table.rows().forEach((op, row) -> {
            StringBuilder line = new StringBuilder("| " + op + " |");
            for (Check c : table.checks()) {
                Outcome o = row.get(c.title());
                line.append(' ').append(o.kind().text).append(notes.marks(o.reasons())).append(" |");
            }
            lines.add(line.toString());
        });
        lines.add("");
        lines.addAll(notes.lines());
        return String.join("\n", lines) + "\n";
    }

    /** The cells of the table that have a note, as {@code op, check}. */
    Set<String> lacking() {
        Set<String> lacking = new LinkedHashSet<>();
        for (Map.Entry<String, Map<String, Outcome>> row : table.rows().entrySet()) {
            for (Check c : table.checks()) {
                if (row.getValue().get(c.title()).lacks()) {
                    lacking.add(row.getKey() + ", " + c.title());
                }
            }
        }
        return lacking;
    }

    /** The cells that have a note in a written document. */
    static Set<String> lacking(String text) {
        Set<String> lacking = new LinkedHashSet<>();
        List<String> titles = List.of();
        for (String line : text.substring(Math.max(0, text.indexOf("## Checks"))).lines().filter(l -> l.startsWith("|")).toList()) {
            List<String> cells = List.of(line.substring(1).split("\\|")).stream().map(String::strip).toList();
            titles = titles.isEmpty() ? cells : titles;
            for (int i = 1; i < Math.min(cells.size(), titles.size()); i++) {
                Matcher m = LACKING.matcher(cells.get(i));
                if (m.matches()) {
                    lacking.add(cells.get(0) + ", " + titles.get(i));
                }
            }
        }
        return lacking;
    }

    /** The text in a file, empty where there is none yet. */
    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be read from " + file, e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be written to " + file, e);
        }
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the document where that is asked for; what is wrong with it afterwards, or null. */
    String compareOrWrite(Path file) {
        String now = text();
        if (WRITE.equals(System.getProperty("docs"))) {
            write(file, now);
        }
        List<String> wanted = now.lines().toList();
        List<String> found = read(file).lines().toList();
        if (found.equals(wanted)) {
            return null;
        }
        Set<String> more = new LinkedHashSet<>(wanted);
        found.forEach(more::remove);
        return file + " is not what came out; run the test " + writer + " with -Ddocs=write to write it anew. New or changed are:\n"
                + String.join("\n", more);
    }
}

package org.espalier.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.data.file.Inputs;
import org.espalier.plugin.DataException;

/** The rows of an open table, one at a time, each as long as the first. */
final class CsvRows implements AutoCloseable {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private final Path file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final CsvLayout layout;
    private final String first;
    private CsvRecord pending;
    private CsvRecord current;

    CsvRows(Csv csv, Path file) {
        this.file = file;
        this.reader = CsvReader.builder()
                .fieldSeparator(csv.separator())
                .quoteCharacter(csv.quote())
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text(file));
        this.records = reader.iterator();
        try {
            CsvRecord top = advance();
            if (top == null) {
                throw new DataException(file + " is empty; it holds no examples");
            }
            this.first = "line " + top.getStartingLineNumber();
            this.layout = CsvLayout.of(csv, names(csv, top.getFields()), file);
            this.pending = csv.header() ? null : top;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The text of a file after its byte order mark, if it has one. */
    private static Reader text(Path file) {
        InputStream in = null;
        try {
            in = Inputs.open(file);
            // A decoder of its own reports what is not UTF-8; a reader made from the charset alone hides it.
            Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return text;
        } catch (IOException e) {
            closeQuietly(in);
            throw unreadable(file, e, e);
        }
    }

    private static List<String> names(Csv csv, List<String> cells) {
        return csv.header()
                ? cells.stream().map(String::strip).toList()
                : IntStream.range(0, cells.size()).mapToObj(Integer::toString).toList();
    }

    CsvLayout layout() {
        return layout;
    }

    /** Goes on to the next row; false where there is none. */
    boolean next() {
        current = pending != null ? pending : advance();
        pending = null;
        if (current != null && current.getFieldCount() != layout.columns().size()) {
            throw new DataException(file + ", line " + line() + " has " + current.getFieldCount() + " cells, but " + first + " has "
                    + layout.columns().size() + "; every row must have the same columns (is the separator right, and are cells"
                    + " with separators quoted?)");
        }
        return current != null;
    }

    /** The line on which the row begins, from 1. */
    long line() {
        return current.getStartingLineNumber();
    }

    /** One cell of the row, without blanks around it. */
    String cell(int column) {
        return current.getField(column).strip();
    }

    private CsvRecord advance() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw unreadable(file, e, e.getCause());
        } catch (CsvParseException e) {
            throw unreadable(file, e, e.getCause());
        }
    }

    private static DataException unreadable(Path file, Exception e, Throwable cause) {
        if (cause instanceof MalformedInputException) {
            return new DataException("cannot read " + file + ": it is not UTF-8; save it in that encoding", e);
        }
        if (cause instanceof IOException io) {
            return Inputs.damaged(file, io);
        }
        return new DataException("cannot read " + file + " as a table: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        closeQuietly(reader);
    }

    private static void closeQuietly(Closeable what) {
        try {
            if (what != null) {
                what.close();
            }
        } catch (IOException e) {
            // All that was wanted has been read.
        }
    }
}

package org.espalier.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Files that come with the examples. */
final class Embedded {
    private Embedded() {}

    /** The lines of a file of text, plain or gzip, without empty ones. */
    static List<String> lines(String file) {
        try (InputStream resource = Objects.requireNonNull(Embedded.class.getResourceAsStream(file), file);
                InputStream text = file.endsWith(".gz") ? new GZIPInputStream(resource) : resource;
                BufferedReader in = new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))) {
            return in.lines().filter(l -> !l.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded file " + file + " cannot be read", e);
        }
    }
}

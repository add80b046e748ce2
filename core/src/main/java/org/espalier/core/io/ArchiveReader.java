package org.espalier.core.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;

/** Reads the zip of a model archive, which may come from anywhere. */
final class ArchiveReader {
    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private ArchiveReader(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        list(Files.size(file));
    }

    static ModelArchive read(Path file) {
        if (!Files.exists(file)) {
            throw new EspalierException("cannot read " + file + ": it does not exist");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new EspalierException("cannot read " + file + ": it is " + (Files.isDirectory(file)
                    ? "a folder, but must be a file" : "not a readable file"));
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new ArchiveReader(file, zip).archive();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new ModelFormatException(file + " is truncated, damaged or not a saved model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EspalierException("cannot read " + file + ": " + AtomicFile.reason(e), e);
        }
    }

    /** Takes the list of entries, and only names that an archive has: no path in it can lead anywhere. */
    private void list(long fileLength) {
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            if (!ArchiveLayout.ENTRIES.contains(entry.getName())) {
                throw new ModelFormatException(file + " has an entry '" + printable(entry.getName())
                        + "', but a saved model has only " + ArchiveLayout.ENTRIES);
            }
            if (entries.putIfAbsent(entry.getName(), entry) != null) {
                throw new ModelFormatException(file + " has the entry '" + entry.getName() + "' twice");
            }
            checkSize(entry, fileLength);
        }
    }

    /** A length that the file itself bounds for tensors, and a constant for texts. */
    private void checkSize(ZipEntry entry, long fileLength) {
        boolean text = entry.getName().endsWith(".json");
        long size = entry.getSize();
        if (text && size > JsonText.MAX_BYTES) {
            throw new ModelFormatException(place(entry.getName()) + " has " + size + " bytes, more than the "
                    + JsonText.MAX_BYTES + " that are read");
        }
        if (!text && entry.getMethod() != ZipEntry.STORED) {
            throw new ModelFormatException(place(entry.getName())
                    + " is compressed, but tensors must be stored as they are; pack the file with 'zip -0'");
        }
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (size < 0 || entry.getCompressedSize() > fileLength || (stored && size != entry.getCompressedSize())) {
            throw new ModelFormatException(place(entry.getName()) + " claims a length of " + size + " bytes, which does not"
                    + " fit the file of " + fileLength + " bytes");
        }
    }

    private ModelArchive archive() throws IOException {
        Json.Obj model = json(ArchiveLayout.MODEL).asObject(place(ArchiveLayout.MODEL));
        checkFormat(model);
        checkEntries(model.require("entries", place(ArchiveLayout.MODEL))
                .asObject(place(ArchiveLayout.MODEL) + "/entries"));
        boolean training = entries.containsKey(ArchiveLayout.TRAINING);
        return new ModelArchive(
                model.require("model", place(ArchiveLayout.MODEL)),
                entries.containsKey(ArchiveLayout.MODEL_TENSORS) ? tensors(ArchiveLayout.MODEL_TENSORS) : Collections.emptySortedMap(),
                tensors(ArchiveLayout.WEIGHTS),
                training ? json(ArchiveLayout.TRAINING) : null,
                training ? tensors(ArchiveLayout.TRAINING_TENSORS) : Collections.emptySortedMap());
    }

    private void checkFormat(Json.Obj model) {
        String place = place(ArchiveLayout.MODEL);
        String format = model.require("format", place).asText(place + "/format");
        if (!format.equals(ArchiveLayout.FORMAT)) {
            throw new ModelFormatException(file + " has the format '" + printable(format) + "', not '"
                    + ArchiveLayout.FORMAT + "'");
        }
        long version = model.require("formatVersion", place).asLong(place + "/formatVersion");
        if (version < 1 || version > ModelArchive.FORMAT_VERSION) {
            throw new ModelFormatException(file + " was saved in version " + version + " of the format, but this Espalier"
                    + " reads versions 1 to " + ModelArchive.FORMAT_VERSION + "; use a newer Espalier");
        }
    }

    /** Compares every entry with what {@code model.json} says of it, before anything in it is used. */
    private void checkEntries(Json.Obj expected) throws IOException {
        Set<String> there = new TreeSet<>(entries.keySet());
        there.remove(ArchiveLayout.MODEL);
        Set<String> listed = new TreeSet<>(expected.members().keySet());
        List<String> missing = new ArrayList<>(listed);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new ModelFormatException(file + " lacks " + missing + ", which its model.json lists");
        }
        there.removeAll(listed);
        if (!there.isEmpty()) {
            throw new ModelFormatException(file + " has " + there + ", which its model.json does not list");
        }
        if (!listed.contains(ArchiveLayout.WEIGHTS)
                || listed.contains(ArchiveLayout.TRAINING) != listed.contains(ArchiveLayout.TRAINING_TENSORS)) {
            throw new ModelFormatException(file + " has the entries " + listed + ", but must have "
                    + ArchiveLayout.WEIGHTS + " and either both or none of " + ArchiveLayout.TRAINING + " and "
                    + ArchiveLayout.TRAINING_TENSORS);
        }
        for (String name : listed) {
            checkContent(name, expected.get(name));
        }
    }

    private void checkContent(String name, Json expected) throws IOException {
        String place = place(ArchiveLayout.MODEL) + "/entries/" + name;
        long bytes = expected.asObject(place).require("bytes", place).asLong(place);
        String sha256 = expected.asObject(place).require("sha256", place).asText(place);
        Fingerprint actual = fingerprint(name);
        if (actual.bytes() != bytes || !actual.sha256().equals(sha256)) {
            throw new ModelFormatException(place(name) + " does not match what was saved: it has " + actual.bytes()
                    + " bytes with the SHA-256 " + actual.sha256() + ", but " + bytes + " bytes with " + printable(sha256)
                    + " were saved; the file is damaged or was changed");
        }
    }

    private Fingerprint fingerprint(String name) throws IOException {
        try (InputStream in = open(name)) {
            return Fingerprint.of(in::transferTo);
        }
    }

    private Json json(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new ModelFormatException(file + " has no " + name + ", so it is not a saved model");
        }
        byte[] bytes;
        try (InputStream in = open(name)) {
            // One more than allowed shows that a compressed entry is longer than it claims.
            bytes = in.readNBytes((int) entry.getSize() + 1);
        }
        Fingerprint actual = Fingerprint.of(out -> out.write(bytes));
        if (bytes.length != entry.getSize() || actual.crc() != entry.getCrc()) {
            throw new ModelFormatException(place(name) + " is damaged: its content does not match its length and checksum");
        }
        return JsonText.parse(bytes, place(name));
    }

    private SortedMap<String, Tensor> tensors(String name) throws IOException {
        try (InputStream in = open(name)) {
            return SafeTensors.read(in, entries.get(name).getSize(), place(name)).tensors();
        }
    }

    private InputStream open(String name) throws IOException {
        InputStream in = zip.getInputStream(entries.get(name));
        if (in == null) {
            throw new ZipException("the entry " + name + " cannot be opened");
        }
        return new BufferedInputStream(in, 1 << 16);
    }

    private String place(String name) {
        return name + " in " + file;
    }

    /** Text from the file for a message: short, and nothing that would move a terminal's cursor. */
    private static String printable(String text) {
        String safe = text.replaceAll("\\p{Cntrl}", "?");
        return safe.length() > 80 ? safe.substring(0, 77) + "..." : safe;
    }
}

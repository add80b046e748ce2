package org.espalier.reference.tutorial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of docs/write-a-plugin.md: each is named in a paragraph of its own, in front of its text. */
final class Tutorial {
    private static final Pattern FILE = Pattern.compile("(?m)^\\*\\*`([^`]+)`\\*\\*\n\n```\\w+\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Tutorial() {}

    static Map<String, String> files() throws IOException {
        Matcher m = FILE.matcher(Files.readString(Path.of("..", "..", "docs", "write-a-plugin.md")));
        Map<String, String> files = new LinkedHashMap<>();
        while (m.find()) {
            files.put(m.group(1), m.group(2));
        }
        return files;
    }

    static void write(Map<String, String> files, Path folder) throws IOException {
        for (Map.Entry<String, String> f : files.entrySet()) {
            Path file = folder.resolve(f.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, f.getValue());
        }
    }
}

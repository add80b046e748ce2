package org.espalier.benchmarks.harness;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a library, read off the name of its jar: many manifests lack it. */
public final class JarVersion {
    private static final Pattern NAME = Pattern.compile(".*?-(\\d.*)\\.jar");

    private JarVersion() {}

    /** The version of the jar that a class was loaded from; empty where it is not to be had. */
    public static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "" : parse(Path.of(source.getLocation().getPath()).getFileName().toString());
    }

    static String parse(String file) {
        Matcher m = NAME.matcher(file);
        return m.matches() ? m.group(1) : "";
    }
}

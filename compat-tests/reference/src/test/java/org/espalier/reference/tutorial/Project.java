package org.espalier.reference.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A project in a folder, built as Maven would build it, without Maven and without the network. */
final class Project {
    private final Path folder;

    Project(Path folder) {
        this.folder = folder;
    }

    /** Compiles the main sources as a module, then the tests on the class path. */
    Project build() throws IOException {
        List<String> published = published();
        compile("main", "--module-path", String.join(File.pathSeparator, published));
        List<String> path = new ArrayList<>(published);
        path.add(folder.resolve("target/main").toString());
        compile("test", "-cp", String.join(File.pathSeparator, path));
        return this;
    }

    private void compile(String part, String... options) throws IOException {
        Path sources = folder.resolve("src").resolve(part).resolve("java");
        Path classes = Files.createDirectories(folder.resolve("target").resolve(part));
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-d", classes.toString(), "-Xlint:all,-requires-transitive-automatic,-path,-processing", "-proc:none",
                "-parameters"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> tree = Files.walk(sources)) {
            List<Path> java = tree.filter(p -> p.toString().endsWith(".java")).toList();
            boolean good = javac.getTask(messages, files, null, all, null, files.getJavaFileObjectsFromPaths(java)).call();
            assertThat(good).as(messages.toString()).isTrue();
            assertThat(messages.toString()).as("warnings").isEmpty();
        }
        Path resources = folder.resolve("src").resolve(part).resolve("resources");
        try (Stream<Path> tree = Files.walk(resources)) {
            for (Path p : tree.filter(Files::isRegularFile).toList()) {
                Path to = classes.resolve(resources.relativize(p));
                Files.createDirectories(to.getParent());
                Files.copy(p, to);
            }
        }
    }

    /** What a stranger depends on: this test's class path without the classes of this module. */
    private static List<String> published() {
        Path here = Path.of("target").toAbsolutePath();
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(p -> !Path.of(p).toAbsolutePath().startsWith(here))
                .toList();
    }

    /** Runs a class with the project, and with one helper of this test, in a JVM of its own. */
    String run(Class<?> helper, String main, String... arguments) throws IOException, InterruptedException {
        Path helpers = folder.resolve("helpers");
        String name = helper.getName().replace('.', '/') + ".class";
        Files.createDirectories(helpers.resolve(name).getParent());
        Files.write(helpers.resolve(name), helper.getClassLoader().getResourceAsStream(name).readAllBytes());
        List<String> path = new ArrayList<>(List.of(folder.resolve("target/test").toString(),
                folder.resolve("target/main").toString(), helpers.toString()));
        path.addAll(published());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", String.join(File.pathSeparator, path));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Process p = builder.start();
        String output = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor()).as(output).isZero();
        return output;
    }
}

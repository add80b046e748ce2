import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Puts one fault after the other into a copy of a source file, compiles the copy into a folder that stands before all
 * others on the class path, and runs the tests that have to find it in a JVM of their own. The working tree is only read.
 * See the script {@code run}.
 */
public final class Mutations {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path CATALOGUE = ROOT.resolve("compat-tests/mutations/catalogue.txt");
    private static final Path DOCUMENT = ROOT.resolve("docs/mutations.md");
    private static final int SECONDS = 240;

    /** A fault: a text that occurs once in a file, what stands there instead, and who has to find it. */
    record Fault(String kind, String fault, Path file, String find, String replace, String test, String ops, String by) {
        static Fault of(Map<String, String> entry) {
            return new Fault(entry.get("kind"), entry.get("fault"), Path.of(entry.get("file")), entry.get("find"),
                    entry.get("replace"), entry.get("test"), entry.getOrDefault("ops", ""), entry.get("by"));
        }

        /** The module that the file belongs to. */
        Path module() {
            return Path.of(file.toString().substring(0, file.toString().indexOf("/src/main/java/")));
        }
    }

    /** What became of a fault: which tests found it, or why it was no fault. */
    record Outcome(Fault fault, Set<String> foundBy, String invalid) {
        boolean caught() {
            return invalid.isEmpty() && foundBy.contains(fault.by);
        }
    }

    /** How tests ended. */
    record Run(Set<String> failures, int tests, String output) {}

    private final Path work;

    private Mutations(Path work) {
        this.work = work;
    }

    public static void main(String[] words) throws Exception {
        List<Fault> all = catalogue();
        List<Fault> faults = all.stream()
                .filter(f -> words.length == 0 || Arrays.stream(words).anyMatch(w -> (f.kind + " " + f.fault).contains(w)))
                .toList();
        Path work = Files.createTempDirectory("mutations");
        int bad;
        try {
            bad = new Mutations(work).run(faults, faults.size() == all.size());
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        System.exit(bad == 0 && !faults.isEmpty() ? 0 : 1);
    }

    private static List<Fault> catalogue() throws IOException {
        List<Fault> faults = new ArrayList<>();
        for (String block : Files.readString(CATALOGUE).split("\n\\s*\n")) {
            Map<String, String> entry = new TreeMap<>();
            block.lines().filter(l -> !l.startsWith("#")).forEach(l -> {
                int colon = l.indexOf(": ");
                entry.put(l.substring(0, colon), l.substring(colon + 2));
            });
            if (!entry.isEmpty()) {
                faults.add(Fault.of(entry));
            }
        }
        return faults;
    }

    private int run(List<Fault> faults, boolean whole) throws Exception {
        Path runner = Files.createDirectories(work.resolve("runner"));
        compile(ROOT.resolve("compat-tests/mutations/RunTests.java"), runner, classPath(Path.of("compat-tests/reference")));
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Outcome> outcomes = new ArrayList<>();
        try {
            // What fails without a fault finds nothing.
            Map<String, Set<String>> opsOfTests = new LinkedHashMap<>();
            faults.forEach(f -> opsOfTests.computeIfAbsent(f.test, k -> new LinkedHashSet<>()).add(f.ops));
            List<Future<Void>> sound = new ArrayList<>();
            opsOfTests.forEach((test, ops) -> sound.add(two.submit(() -> {
                Run r = test(test, String.join(",", ops), null);
                if (!r.failures.isEmpty() || r.tests == 0) {
                    throw new IllegalStateException(test + " fails without a fault, or runs nothing:\n" + r.output);
                }
                return null;
            })));
            for (Future<Void> f : sound) {
                get(f);
            }
            List<Future<Outcome>> waiting = faults.stream().map(f -> two.submit(() -> attempt(f))).toList();
            for (Future<Outcome> f : waiting) {
                Outcome o = get(f);
                System.out.println((o.caught() ? "caught   " : o.invalid.isEmpty() ? "NOT FOUND" : "INVALID  ") + "  "
                        + o.fault.kind + ": " + o.fault.fault + "  [" + (o.invalid.isEmpty() ? o.foundBy : o.invalid) + "]");
                outcomes.add(o);
            }
        } finally {
            two.shutdownNow();
        }
        long bad = outcomes.stream().filter(o -> !o.caught()).count();
        System.out.println(outcomes.size() - bad + " of " + outcomes.size() + " faults were caught");
        if (whole) {
            Files.writeString(DOCUMENT, document(outcomes));
        }
        return (int) bad;
    }

    private static <T> T get(Future<T> f) throws Exception {
        try {
            return f.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private Outcome attempt(Fault f) throws Exception {
        String source = Files.readString(ROOT.resolve(f.file));
        int at = source.indexOf(f.find);
        if (at < 0 || source.indexOf(f.find, at + 1) >= 0) {
            return new Outcome(f, Set.of(), "the text to find does not occur exactly once");
        }
        Path folder = Files.createTempDirectory(work, "fault");
        Path copy = folder.resolve("src").resolve(f.file.getFileName());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, source.substring(0, at) + f.replace + source.substring(at + f.find.length()));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String errors = compile(copy, classes, ROOT.resolve(f.module()).resolve("target/classes") + File.pathSeparator
                + classPath(f.module()));
        if (!errors.isEmpty()) {
            return new Outcome(f, Set.of(), "it does not compile: " + errors.lines().findFirst().orElse(""));
        }
        Run r = test(f.test, f.ops, classes);
        return new Outcome(f, r.failures, r.tests == 0 && r.failures.isEmpty() ? "no test ran: " + r.output : "");
    }

    /** The class path of a module's tests, as Maven wrote it down, with the module's own classes. */
    private static String classPath(Path module) throws IOException {
        Path target = ROOT.resolve(module).resolve("target");
        return target.resolve("test-classes") + File.pathSeparator + target.resolve("classes") + File.pathSeparator
                + Files.readString(target.resolve("test.classpath")).strip();
    }

    /** The jar that starts tests, which not every module has. */
    private static String launcher() throws IOException {
        return Stream.of(classPath(Path.of("compat-tests/reference")).split(File.pathSeparator))
                .filter(p -> p.contains("junit-platform-launcher"))
                .findFirst()
                .orElseThrow();
    }

    /** Compiles a file; the answer is what the compiler has against it. */
    private static String compile(Path source, Path classes, String classPath) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean good = javac.getTask(messages, files, null, List.of("-d", classes.toString(), "-cp", classPath, "-nowarn",
                    "-proc:none", "-parameters", "--add-modules", "jdk.incubator.vector"), null,
                    files.getJavaFileObjects(source)).call();
            return good ? "" : messages.toString();
        }
    }

    /** Runs a test class, named as {@code folder of its module/its name}, with some classes replaced. */
    private Run test(String test, String ops, Path replaced) throws Exception {
        Path module = Path.of(test.substring(0, test.lastIndexOf('/')));
        Path folder = Files.createTempDirectory(work, "run");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-Djqwik.database=jqwik",
                "-Dorg.bytedeco.javacpp.cachedir=" + ROOT.resolve("compat-tests/reference/target/javacpp"),
                "-Despalier.conformance.ops=" + ops,
                "RunTests", test.substring(test.lastIndexOf('/') + 1));
        String classPath = Stream.of(replaced, work.resolve("runner"))
                .filter(p -> p != null).map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator + classPath(module) + File.pathSeparator + launcher();
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", classPath);
        // Version 1.29.0 of ONNX Runtime crashes in it where command lines are long.
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Process p = builder.start();
        boolean ended = p.waitFor(SECONDS, TimeUnit.SECONDS);
        p.destroyForcibly().waitFor();
        String output = Files.readString(log);
        Set<String> failures = new TreeSet<>();
        output.lines().filter(l -> l.startsWith("FAILED\t")).forEach(l -> failures.add(name(l.split("\t")[1])));
        if (!ended) {
            failures.add("does not end");
        }
        int tests = output.lines().filter(l -> l.startsWith("TESTS\t")).mapToInt(l -> Integer.parseInt(l.substring(6))).sum();
        return new Run(failures, tests, output);
    }

    /** The check or the method that failed: the last name, for rows of properties the method's. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf(" > ") < 0 ? 0 : path.lastIndexOf(" > ") + 3);
    }

    private static String document(List<Outcome> outcomes) {
        List<String> lines = new ArrayList<>(List.of(
                "# Faults that the tests find",
                "",
                "Written by `compat-tests/mutations/run`, which puts each of these faults into a copy of the code and runs the"
                        + " test that has to find it. In **bold** what has to find it, then what else did.",
                "",
                "| kind of rule | fault | in | test | found by |",
                "|---|---|---|---|---|"));
        for (Outcome o : outcomes) {
            Fault f = o.fault;
            String others = o.foundBy.stream().filter(n -> !n.equals(f.by)).map(n -> ", " + n).collect(Collectors.joining());
            String found = o.caught() ? "**" + f.by + "**" + others
                    : o.invalid.isEmpty() ? "NOT FOUND by " + f.by + others : "INVALID: " + o.invalid;
            String test = f.test.substring(f.test.lastIndexOf('.') + 1) + (f.ops.isEmpty() ? "" : ", " + f.ops);
            lines.add("| " + String.join(" | ", f.kind, f.fault, "`" + f.file.getFileName() + "`", test, found) + " |");
        }
        return String.join("\n", lines) + "\n";
    }
}

package org.espalier.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.benchmarks.harness.Arguments;
import org.espalier.benchmarks.harness.Catalogue;
import org.espalier.benchmarks.harness.Work;
import org.espalier.benchmarks.harness.Works;

/** Runs workloads with Espalier and its peers in turn, and prints and saves a table. The options stand in the README. */
public final class CompareProgram {
    private static final Set<String> MEASURING = Set.of("warm", "windows", "seconds");
    private static final Set<String> OWN =
            Set.of("workloads", "peers", "threads", "rounds", "jvm", "java", "limit", "out", "no-build", "folder");

    private final Arguments arguments;
    private final Path out;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Optional<String>> built = new LinkedHashMap<>();
    private final Build build;
    private final Launcher launcher;
    private final List<String> jvm;
    private final List<String> program;
    private final int rounds;

    private CompareProgram(Arguments a) {
        arguments = a;
        Path folder = Path.of(a.text("folder", ".")).toAbsolutePath().normalize();
        out = Path.of(a.text("out", folder.resolve("target").resolve("peers").toString()));
        jvm = Arrays.asList(a.text("jvm", "-Xms64m -Xmx2g").split("\\s+"));
        Set<String> passed = new HashSet<>(MEASURING);
        passed.addAll(Works.OPTIONS);
        program = new ArrayList<>(a.commandLine(passed));
        rounds = a.integer("rounds", 5);
        build = new Build(folder.resolve("peers"));
        launcher = new Launcher(folder, a.text("java", ProcessHandle.current().info().command().orElse("java")), jvm, program,
                a.integer("limit", 600));
    }

    /** Reads the command line. */
    public static void main(String[] args) throws IOException {
        Set<String> options = new HashSet<>(OWN);
        options.addAll(MEASURING);
        options.addAll(Works.OPTIONS);
        options.remove("workload");
        try {
            new CompareProgram(Arguments.parse(args, options)).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException {
        List<Peer> peers = Peers.named(arguments.list("peers", ""));
        List<Work> works = arguments.list("workloads", String.join(",", Catalogue.ids())).stream()
                .map(id -> Works.of(id, arguments))
                .toList();
        List<String> ids = arguments.list("workloads", String.join(",", Catalogue.ids()));
        if (!arguments.has("no-build")) {
            peers.stream().filter(p -> !p.isOwn()).forEach(p -> built.computeIfAbsent(p.module(), this::build));
        }
        List<Comparison> done = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Comparison c = compare(works.get(i), ids.get(i), peers);
            done.add(c);
            System.out.println(MarkdownReport.section(c));
            save(done); // after each, so that a run that is stopped leaves what it has
        }
        System.out.println(Files.readString(out.resolve("peers.md")));
    }

    private Optional<String> build(String module) {
        System.err.println("building " + module);
        return build.run(module);
    }

    private Comparison compare(Work work, String id, List<Peer> peers) {
        List<Contestant> contestants = new ArrayList<>();
        for (Peer p : peers) {
            for (int threads : threads()) {
                Contestant c = new Contestant(p, threads);
                built.getOrDefault(p.module(), Optional.empty()).ifPresent(reason -> c.add(Outcome.absent(reason)));
                contestants.add(c);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Contestant c : contestants) {
                if (!c.isAbsent()) {
                    Outcome o = launcher.run(c.peer(), c.threads(), id);
                    c.add(o);
                    System.err.printf("%s, round %d of %d, %s, %d thread(s): %s%n", id, round + 1, rounds, c.peer().title(), c.threads(),
                            o.isAbsent() ? o.absence() : MarkdownReport.figure(o.median()) + " " + work.measure().unit());
                }
            }
        }
        contestants.stream().filter(c -> !c.version().isEmpty()).forEach(c -> versions.putIfAbsent(c.peer().title(), c.version()));
        return new Comparison(work, contestants);
    }

    private List<Integer> threads() {
        List<Integer> given = arguments.integers("threads");
        return given.isEmpty() ? List.of(1, 2) : given;
    }

    private void save(List<Comparison> done) throws IOException {
        Setting setting = new Setting(Machine.here(), jvm, program, rounds, versions);
        Files.createDirectories(out);
        Files.writeString(out.resolve("peers.md"), new MarkdownReport(setting).page(done));
        Files.writeString(out.resolve("peers.json"), JsonReport.page(setting, done));
    }
}

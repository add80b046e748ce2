package org.espalier.benchmarks.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Starts a fresh process for every round of every contestant. */
final class Launcher {
    private static final int ASKS_FOR_NATIVE_ACCESS = 24;
    private final Path benchmarks;
    private final String java;
    private final List<String> jvm;
    private final List<String> program;
    private final long limitSeconds;
    private final boolean binds = Shell.has("taskset");

    /**
     * @param benchmarks the folder of the benchmarks
     * @param java the command
     * @param jvm arguments of every JVM
     * @param program arguments of every program, beside the workload and threads
     * @param limitSeconds after which a process is ended
     */
    Launcher(Path benchmarks, String java, List<String> jvm, List<String> program, long limitSeconds) {
        this.benchmarks = benchmarks;
        this.java = java;
        this.jvm = jvm;
        this.program = program;
        this.limitSeconds = limitSeconds;
    }

    /** One round. */
    Outcome run(Peer peer, int threads, String workload) {
        boolean held = peer.bound() && threads < Runtime.getRuntime().availableProcessors();
        if (held && !binds) {
            return Outcome.absent("can be held to " + threads + " thread(s) only by the command taskset, which is not there");
        }
        List<String> command = command(peer, threads, workload, held);
        command.add("--started");
        command.add(String.valueOf(System.currentTimeMillis()));
        Shell.Result result = Shell.run(command, peer.environment().apply(threads), benchmarks, limitSeconds);
        return Outcome.parse(result.lines(), result.exit());
    }

    List<String> command(Peer peer, int threads, String workload, boolean held) {
        List<String> c = new ArrayList<>();
        if (held) {
            String processors = IntStream.range(0, threads).mapToObj(String::valueOf).collect(Collectors.joining(","));
            c.addAll(List.of("taskset", "-c", processors));
        }
        c.add(java);
        c.addAll(jvm);
        if (!peer.isOwn() && Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
            c.add("--enable-native-access=ALL-UNNAMED");
        }
        c.addAll(peer.jvmArguments().apply(threads));
        Path target = (peer.isOwn() ? benchmarks : benchmarks.resolve("peers").resolve(peer.module())).resolve("target");
        c.addAll(List.of("-cp", target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*"));
        c.add(peer.mainClass());
        c.addAll(List.of("--workload", workload, "--threads", String.valueOf(threads)));
        c.addAll(peer.arguments());
        c.addAll(program);
        return c;
    }
}

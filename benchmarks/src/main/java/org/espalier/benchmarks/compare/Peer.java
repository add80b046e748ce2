package org.espalier.benchmarks.compare;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A program that is compared, and how it is told its number of threads.
 *
 * @param id the name on the command line
 * @param title the name in tables
 * @param module its folder among the peers' modules; empty for Espalier's own
 * @param mainClass what is started
 * @param arguments further arguments of the program
 * @param jvmArguments arguments of the JVM for a number of threads
 * @param environment variables of the environment for a number of threads
 * @param bound whether it can be held to a number of threads only by binding the process to processors
 */
public record Peer(
        String id, String title, String module, String mainClass, List<String> arguments,
        IntFunction<List<String>> jvmArguments, IntFunction<Map<String, String>> environment, boolean bound) {
    /** Ours. */
    static Peer own(String id, String title, List<String> arguments, List<String> jvmArguments) {
        return new Peer(id, title, "", "org.espalier.benchmarks.espalier.EspalierProgram", arguments, n -> jvmArguments,
                n -> Map.of(), false);
    }

    /** A peer that takes its threads from the command line alone. */
    static Peer of(String id, String title, String module, String program) {
        return new Peer(id, title, module, "org.espalier.benchmarks.peers." + module + "." + program, List.of(), n -> List.of(),
                n -> Map.of(), false);
    }

    Peer withArguments(String... more) {
        return new Peer(id, title, module, mainClass, List.of(more), jvmArguments, environment, bound);
    }

    Peer withJvm(IntFunction<List<String>> more) {
        return new Peer(id, title, module, mainClass, arguments, more, environment, bound);
    }

    Peer withEnvironment(IntFunction<Map<String, String>> more) {
        return new Peer(id, title, module, mainClass, arguments, jvmArguments, more, bound);
    }

    Peer bindingProcessors() {
        return new Peer(id, title, module, mainClass, arguments, jvmArguments, environment, true);
    }

    /** Whether it is Espalier. */
    boolean isOwn() {
        return module.isEmpty();
    }
}

package org.espalier.benchmarks.compare;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where and how a comparison was run.
 *
 * @param machine what it ran on
 * @param jvm the arguments of every JVM
 * @param program the arguments of every program
 * @param rounds the rounds of each workload
 * @param versions the version of each peer by its title
 */
record Setting(Machine machine, List<String> jvm, List<String> program, int rounds, Map<String, String> versions) {
    @Override
    public String toString() {
        return machine.cpu() + ", " + machine.cores() + " processors; " + machine.system() + "; " + machine.jvm() + "\n\n"
                + rounds + " rounds; every JVM with `" + String.join(" ", jvm) + "`, every program with `"
                + String.join(" ", program) + "`\n\n"
                + versions.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining("; "));
    }
}

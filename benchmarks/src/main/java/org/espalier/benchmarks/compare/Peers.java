package org.espalier.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All programs that can be compared, each in its fastest form as far as it was found. */
final class Peers {
    /** Espalier as it is used. */
    static final String ESPALIER = "espalier";

    /**
     * The allocator of the C library gives large blocks back at once and takes them again, whose page faults cost native
     * libraries up to a third of the time of a step with images; this spares them that.
     */
    private static final Map<String, String> KEPT_MEMORY = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824", "MALLOC_TRIM_THRESHOLD_", "2147483648", "MALLOC_TOP_PAD_", "67108864");

    private static final Map<String, Peer> ALL = all();

    private Peers() {}

    private static Map<String, Peer> all() {
        Map<String, Peer> peers = new LinkedHashMap<>();
        List<Peer> listed = List.of(
                Peer.own(ESPALIER, "Espalier", List.of(), List.of("--add-modules", "jdk.incubator.vector")),
                Peer.own("espalier-plain", "Espalier without the Vector API", List.of(), List.of()),
                Peer.of("djl", "DJL", "djl", "DjlProgram").withEnvironment(Peers::openMp).withJvm(n -> List.of(
                        "-Dai.djl.pytorch.num_threads=" + n, "-Dai.djl.pytorch.num_interop_threads=1", "-Dai.djl.offline=true",
                        "-Dcollect_telemetry=false")),
                Peer.of("libtorch", "LibTorch", "libtorch", "LibTorchProgram").withEnvironment(Peers::openMp),
                Peer.of("libtorch-cl", "LibTorch, channels last", "libtorch", "LibTorchProgram").withArguments("--channels-last")
                        .withEnvironment(Peers::openMp),
                Peer.of("tensorflow", "TensorFlow-Java", "tensorflow", "TensorFlowProgram")
                        .withEnvironment(n -> plus(openMp(n), "TF_CPP_MIN_LOG_LEVEL", "2")),
                Peer.of("kotlindl", "KotlinDL", "kotlindl", "KotlinDlProgram")
                        .withEnvironment(n -> plus(openMp(n), "TF_CPP_MIN_LOG_LEVEL", "2")).bindingProcessors(),
                Peer.of("dl4j", "Deeplearning4j", "dl4j", "Dl4jProgram").withEnvironment(Peers::openMp),
                Peer.of("onednn", "oneDNN", "onednn", "OneDnnProgram").withEnvironment(Peers::openMp),
                Peer.of("onednn-rows", "oneDNN, layout in rows", "onednn", "OneDnnProgram").withArguments("--plain")
                        .withEnvironment(Peers::openMp),
                Peer.of("openblas", "OpenBLAS", "openblas", "OpenBlasProgram").withEnvironment(Peers::openMp));
        listed.forEach(p -> peers.put(p.id(), p));
        return peers;
    }

    private static Map<String, String> openMp(int threads) {
        String n = String.valueOf(threads);
        Map<String, String> all = new LinkedHashMap<>(KEPT_MEMORY);
        all.putAll(Map.of("OMP_NUM_THREADS", n, "OPENBLAS_NUM_THREADS", n, "MKL_NUM_THREADS", n));
        all.put("OMP_WAIT_POLICY", "PASSIVE"); // threads that spin while they wait cost up to ten-fold where anything else runs
        return all;
    }

    private static Map<String, String> plus(Map<String, String> given, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.put(name, value);
        return all;
    }

    /** The peers of a list of names; all where the list is empty. */
    static List<Peer> named(List<String> ids) {
        if (ids.isEmpty()) {
            return List.copyOf(ALL.values());
        }
        return ids.stream().map(Peers::named).toList();
    }

    private static Peer named(String id) {
        Peer p = ALL.get(id);
        if (p == null) {
            throw new IllegalArgumentException("there is no peer '" + id + "'; there are " + ALL.keySet());
        }
        return p;
    }
}

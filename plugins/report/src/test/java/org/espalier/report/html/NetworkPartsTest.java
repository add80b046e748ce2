package org.espalier.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.report.Samples;
import org.espalier.report.recording.Recording.GraphNode;
import org.junit.jupiter.api.Test;

class NetworkPartsTest {
    private static GraphNode node(String name, String path, String... inputs) {
        return new GraphNode(name, "Op", List.of(inputs), path, "f32[batch]");
    }

    private static List<String> text(List<NetworkParts.Part> parts) {
        return parts.stream().map(p -> p.path + " <- " + p.sources.stream().map(s -> s.path).toList()).toList();
    }

    @Test
    void opsOfAScopeAreOneBoxAndVariablesNone() {
        assertThat(text(NetworkParts.of(Samples.recording().graph())))
                .containsExactly("input <- []", "0 <- [input]", "0/activation <- [0]");
    }

    /** x -> a/b -> + x: the sum stands in a scope whose other op comes before what lies within. */
    @Test
    void aScopeWithAnotherBetweenItsOpsIsTwoBoxes() {
        List<NetworkParts.Part> parts = NetworkParts.of(List.of(
                new GraphNode("x", GraphNode.INPUT, List.of(), "", "f32[batch]"),
                node("a/1", "a", "x"), node("a/b/1", "a/b", "a/1"), node("a/2", "a", "a/b/1", "x")));
        assertThat(text(parts)).containsExactly("x <- []", "a <- [x]", "a/b <- [a]", "a <- [a/b, x]");
    }

    @Test
    void manyScopesAreTakenTogether() {
        List<GraphNode> chain = new ArrayList<>();
        chain.add(new GraphNode("n0", GraphNode.INPUT, List.of(), "", "f32[batch]"));
        for (int i = 1; i <= 200; i++) {
            chain.add(node("n" + i, "block" + (i - 1) / 20 + "/" + i, "n" + (i - 1)));
        }
        List<NetworkParts.Part> parts = NetworkParts.of(chain);
        assertThat(parts).hasSize(11);
        assertThat(parts.get(10).path).isEqualTo("block9");
        assertThat(parts.get(10).ops).hasSize(20);
    }
}

package org.espalier.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.harness.Catalogue;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Machine MACHINE = new Machine("Some CPU", 2, "Linux 6", "OpenJDK 17");
    private static final Setting SETTING = new Setting(MACHINE, List.of("-Xmx2g"), List.of("--warm", "4"), 2, Map.of("DJL", "0.35.1"));

    private static Contestant contestant(String peer, int threads, double... values) {
        Contestant c = new Contestant(Peers.named(List.of(peer)).get(0), threads);
        for (double v : values) {
            c.add(new Outcome("", List.of(v), 100 << 20, ""));
        }
        return c;
    }

    private static Contestant absent(String peer, int threads, String reason) {
        Contestant c = new Contestant(Peers.named(List.of(peer)).get(0), threads);
        c.add(Outcome.absent(reason));
        return c;
    }

    private static Comparison rates() {
        return new Comparison(Catalogue.find("B"), List.of(
                contestant("espalier", 1, 1000, 1200), contestant("espalier", 2, 2000, 2400),
                contestant("djl", 1, 500, 600), contestant("djl", 2, 400, 400),
                contestant("libtorch", 1, 450, 450), absent("onednn", 1, "does not train networks")));
    }

    private static Comparison times() {
        return new Comparison(Catalogue.find("F1"), List.of(contestant("espalier", 2, 10, 10), contestant("djl", 1, 40, 40), contestant("djl", 2, 50, 50)));
    }

    @Test
    void comparesOurMostThreadsWithThePeersBest() {
        Comparison c = rates();

        assertThat(c.ours().orElseThrow().threads()).isEqualTo(2);
        assertThat(c.fastestPeer().orElseThrow().peer().id()).isEqualTo("djl");
        assertThat(c.fastestPeer().orElseThrow().threads()).isEqualTo(1);
        assertThat(c.speed(c.ours().orElseThrow(), c.fastestPeer().orElseThrow()).value()).isEqualTo(4);
        assertThat(c.scaling().orElseThrow().value()).isEqualTo(2);
    }

    @Test
    void takesTimesTheOtherWayRound() {
        Comparison c = times();

        assertThat(c.fastestPeer().orElseThrow().threads()).isEqualTo(1);
        assertThat(c.speed(c.ours().orElseThrow(), c.fastestPeer().orElseThrow()).value()).isEqualTo(4);
        assertThat(c.scaling()).isEmpty();
    }

    @Test
    void printsTables() {
        assertThat(new MarkdownReport(SETTING).page(List.of(rates(), times()))).isEqualTo("""
                # Espalier and its peers

                Some CPU, 2 processors; Linux 6; OpenJDK 17

                2 rounds; every JVM with `-Xmx2g`, every program with `--warm 4`

                DJL 0.35.1

                Figures are medians over rounds, each a fresh process; all run in turn. How many times as fast Espalier is: \
                the ratio of the medians, with its 95 % confidence interval (bootstrap over paired rounds).

                | | Espalier | threads | fastest peer | threads | | times as fast | 95 % | most threads / fewest |
                |---|---|---|---|---|---|---|---|---|
                | B | 2,200 samples/s | 2 | 550 | 1 | DJL | 4.00 | 4.00 to 4.00 | 2.00 |
                | F1 | 10.0 us | 2 | 40.0 | 1 | DJL | 4.00 | 4.00 to 4.00 |  |

                ## B

                784: dense 256 relu, dense 128 relu, dense 10; batch 128, adam

                | | threads | samples/s | lowest | highest | Espalier is times as fast | 95 % | peak MiB |
                |---|---|---|---|---|---|---|---|
                | Espalier | 1 | 1,100 | 1,000 | 1,200 | 2.00 | 2.00 to 2.00 | 100 |
                | Espalier | 2 | 2,200 | 2,000 | 2,400 |  |  | 100 |
                | DJL | 1 | 550 | 500 | 600 | 4.00 | 4.00 to 4.00 | 100 |
                | DJL | 2 | 400 | 400 | 400 | 5.50 | 5.00 to 6.00 | 100 |
                | LibTorch | 1 | 450 | 450 | 450 | 4.89 | 4.44 to 5.33 | 100 |

                Absent: oneDNN, 1 thread(s): does not train networks

                ## F1

                784: dense 256 relu, dense 128 relu, dense 10; batch 1, inference

                | | threads | us | lowest | highest | Espalier is times as fast | 95 % | peak MiB |
                |---|---|---|---|---|---|---|---|
                | Espalier | 2 | 10.0 | 10.0 | 10.0 |  |  | 100 |
                | DJL | 1 | 40.0 | 40.0 | 40.0 | 4.00 | 4.00 to 4.00 | 100 |
                | DJL | 2 | 50.0 | 50.0 | 50.0 | 5.00 | 5.00 to 5.00 | 100 |
                """);
    }

    @Test
    void savesTheSameForPrograms() {
        Json.Obj page = JsonText.parse(JsonReport.page(SETTING, List.of(rates()))).asObject("page");
        Json.Obj workload = page.get("workloads").asList("workloads").get(0).asObject("workload");
        Json.Obj djl = workload.get("contestants").asList("contestants").get(2).asObject("contestant");

        assertThat(page.get("machine").asObject("machine").get("cpu")).isEqualTo(Json.of("Some CPU"));
        assertThat(workload.get("fastestPeer")).isEqualTo(Json.of("djl"));
        assertThat(djl.get("rounds")).isEqualTo(Json.arr(List.of(Json.of(500.0), Json.of(600.0))));
        assertThat(djl.get("espalierTimesAsFast").asObject("ratio").get("ratio")).isEqualTo(Json.of(4.0));
        assertThat(workload.get("absent").asList("absent").get(0).asObject("absent").get("reason"))
                .isEqualTo(Json.of("does not train networks"));
    }

    @Test
    void reportsAPeerThatFailsInALaterRound() {
        Contestant c = contestant("dl4j", 1, 10);
        c.add(Outcome.absent("failed with exit code 134: error"));
        Comparison comparison = new Comparison(Catalogue.find("B"), List.of(contestant("espalier", 1, 5), c));

        assertThat(comparison.fastestPeer()).isEmpty();
        assertThat(MarkdownReport.section(comparison)).contains("Absent: Deeplearning4j, 1 thread(s): failed with exit code 134: error");
        assertThat(new MarkdownReport(SETTING).page(List.of(comparison))).contains("| B | 5.00 samples/s | 1 | | | no peer | |  |  |");
    }
}

package org.espalier.dsl

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.core.fit.Experiment
import org.espalier.core.fit.Training
import org.espalier.core.search.Dimension
import org.espalier.core.search.Search
import org.espalier.core.search.Space
import org.espalier.plugin.EspalierException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What is written in Kotlin is what is written in Java. */
class SearchTest {
    @TempDir
    private lateinit var folder: Path

    private val data = datasetOf(Array(12) { row(it / 12f, 1f - it % 5 / 5f) }, IntArray(12) { it % 2 })

    private fun settings(): SearchScope.() -> Unit = {
        val rate by logUniform(1e-4..1e-1)
        val units by integer(2..5)
        val wide by logInteger(1..8)
        val share by uniform(0.0..0.5)
        val activation by choice(relu, tanh)
        random(6)
        seed = 4
        parallel = 1
        halving(minEpochs = 1, factor = 2)
        minimize("loss")
        trial { p ->
            experiment(network(f32(2)) { dense(p[units], p[activation]); dropout(p[share]); dense(p[wide]); dense(2) }) {
                loss = softmaxCrossEntropy
                optimizer = adam(p[rate])
                epochs = 4; batch = 4; seed = 3
            }
        }
    }

    @Test
    fun `a search is that of Java, and its best trains again`() {
        val found = search(data, folder.resolve("kotlin"), settings = settings())

        val rate = Dimension.logUniform("rate", 1e-4, 1e-1)
        val units = Dimension.integer("units", 2, 5)
        val wide = Dimension.logInteger("wide", 1, 8)
        val share = Dimension.uniform("share", 0.0, 0.5)
        val activation = Dimension.choice("activation", relu, tanh)
        val java = Search.random(Space.of(rate, units, wide, share, activation), 6).withSeed(4).withHalving(1, 2).minimizing("loss")
            .run(sharedEngine, folder.resolve("java"), data) { p ->
                Experiment.of(
                    network(f32(2)) { dense(p[units], p[activation]); dropout(p[share]); dense(p[wide]); dense(2) },
                    Training.of(softmaxCrossEntropy, adam(p[rate])).withEpochs(4).withBatchSize(4).withSeed(3),
                )
            }
        assertThat(found.toCsv()).isEqualTo(java.toCsv())
        assertThat(found.trials().map { it.epochs() }).containsExactly(4, 2, 2, 1, 1, 1)
        val (_, history) = loadExperiment(folder.resolve("kotlin/best.json")).fit(data)
        assertThat(history.last("loss")).isEqualTo(found.best().figure())
        searchReport(folder.resolve("kotlin"))
        assertThat(folder.resolve("kotlin/search.html")).content().contains("activation")
    }

    @Test
    fun `a grid has all combinations`() {
        val found = search(data, folder) {
            val rate by choice(0.1, 0.01)
            val units = vary("hidden units", integer(2..4))
            grid()
            maximize("accuracy")
            trial { p ->
                experiment(network(f32(2)) { dense(p[units]); dense(2) }) {
                    loss = softmaxCrossEntropy; optimizer = sgd(p[rate]); metrics(accuracy)
                }
            }
        }

        assertThat(found.trials()).hasSize(6)
        assertThat(found.toCsv()).startsWith("trial,rate,hidden units,accuracy,epochs,outcome\n")
        assertThat(found.trials().map { it.figure() }).isSortedAccordingTo(Comparator.reverseOrder())
    }

    private fun assertMistake(message: String, settings: SearchScope.() -> Unit) {
        assertThatThrownBy { search(data, folder, settings = settings) }.isInstanceOf(EspalierException::class.java)
            .hasMessageContaining(message)
    }

    @Test
    fun `mistakes are told`() {
        val trained = settings()
        assertMistake("search { } does not say which points are tried; say random(30) or grid(3)") { val rate by uniform(0.0..1.0) }
        assertMistake("search { } does not say what is trained; say trial { point ->") { val rate by uniform(0.0..1.0); random(2) }
        assertMistake("is set twice in search { }") { random(3); grid(2) }
        assertMistake("'seed' is set twice in search { }, to 4 and to 5") { trained(); seed = 5 }
        assertMistake("two hyper-parameters have the name 'rate'") { trained(); vary("rate", uniform(0.0..1.0)) }
        assertMistake("but goes from 1.0 to 0.0") { val rate by uniform(1.0..0.0) }
        assertMistake("at least one hyper-parameter") { random(3) }
    }
}

@file:API(status = API.Status.EXPERIMENTAL, since = "0.1")

package org.espalier.dsl

import java.nio.file.Path
import kotlin.reflect.KProperty
import org.espalier.core.engine.Engine
import org.espalier.core.fit.Experiment
import org.espalier.core.fit.ExperimentFile
import org.espalier.core.fit.FitResult
import org.espalier.core.model.Network
import org.espalier.core.search.Dimension
import org.espalier.core.search.SearchResult
import org.espalier.core.search.SearchRun
import org.espalier.data.BatchSource
import org.espalier.data.Dataset
import org.espalier.plugin.API
import org.espalier.tensor.DType

/**
 * Searches for hyper-parameters, or goes on with a search that was interrupted:
 *
 *     val found = search(digits.train, Path.of("search")) {
 *         val rate by logUniform(1e-4..1e-1)
 *         val units by integer(16..128)
 *         val activation by choice(relu, tanh)
 *         random(30)
 *         halving(minEpochs = 2)
 *         trial { p ->
 *             experiment(network(f32(64)) { dense(p[units], p[activation]); dense(10) }) {
 *                 loss = softmaxCrossEntropy; optimizer = adam(p[rate])
 *                 validation = digits.validation
 *                 epochs = 18
 *             }
 *         }
 *     }
 *     println(found.table())
 *
 * @param folder of this search alone: `trials.jsonl` tells of every trial, `best.json` is the best experiment
 */
public fun search(
    data: Dataset,
    folder: Path,
    engine: Engine = sharedEngine,
    settings: SearchScope.() -> Unit,
): SearchResult = searcher(data, folder, engine, settings).run()

/** As [search], on batches from a pipeline, which decides on their order and size. */
public fun search(
    batches: BatchSource,
    folder: Path,
    engine: Engine = sharedEngine,
    settings: SearchScope.() -> Unit,
): SearchResult = searcher(batches, folder, engine, settings).run()

/** A search that has not begun, to be run here and cancelled from elsewhere. */
public fun searcher(
    data: Dataset,
    folder: Path,
    engine: Engine = sharedEngine,
    settings: SearchScope.() -> Unit,
): SearchRun = SearchScope().apply(settings).let { it.search().start(engine, folder, data, it.make()) }

/** A search on batches from a pipeline that has not begun. */
public fun searcher(
    batches: BatchSource,
    folder: Path,
    engine: Engine = sharedEngine,
    settings: SearchScope.() -> Unit,
): SearchRun = SearchScope().apply(settings).let { it.search().start(engine, folder, batches, it.make()) }

/** A network and how it is trained. */
public fun experiment(network: Network, dtype: DType = DType.F32, settings: TrainingScope.() -> Unit): Experiment =
    Experiment(network, training(settings), dtype)

/** Reads an experiment, such as a search's `best.json`. */
public fun loadExperiment(file: Path, engine: Engine = sharedEngine): ExperimentFile = ExperimentFile.read(engine, file)

/** Trains again to the same weights, on the same data. */
public fun ExperimentFile.fit(data: Dataset, validation: Dataset? = null, engine: Engine = sharedEngine): FitResult =
    if (validation == null) fit(engine, data) else fit(engine, data, validation)

/** Values that a hyper-parameter may have, without its name. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class HyperValues<T> internal constructor(internal val named: (String) -> Dimension<T>)

/** Real numbers, uniform on a range: `uniform(0.0..0.5)`. */
public fun uniform(range: ClosedFloatingPointRange<Double>): HyperValues<Double> =
    HyperValues { Dimension.uniform(it, range.start, range.endInclusive) }

/** Real numbers whose logarithm is uniform: `logUniform(1e-4..1e-1)`. */
public fun logUniform(range: ClosedFloatingPointRange<Double>): HyperValues<Double> =
    HyperValues { Dimension.logUniform(it, range.start, range.endInclusive) }

/** Integers, both ends included, each as likely: `integer(16..128)`. */
public fun integer(range: IntRange): HyperValues<Int> = HyperValues { Dimension.integer(it, range.first, range.last) }

/** Integers, both ends included, spread over a logarithmic scale: `logInteger(16..1024)`. */
public fun logInteger(range: IntRange): HyperValues<Int> = HyperValues { Dimension.logInteger(it, range.first, range.last) }

/** One of some values: numbers, texts, truth values, or registered records such as activations and optimizers. */
public fun <T : Any> choice(vararg values: T): HyperValues<T> = HyperValues { Dimension.choice(it, values.asList()) }

/** This hyper-parameter. */
public operator fun <T> Dimension<T>.getValue(owner: Any?, property: KProperty<*>): Dimension<T> = this

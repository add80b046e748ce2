package org.espalier.dsl

import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty
import org.espalier.core.fit.Experiment
import org.espalier.core.search.Dimension
import org.espalier.core.search.Point
import org.espalier.core.search.Search
import org.espalier.core.search.Space
import org.espalier.plugin.API
import org.espalier.plugin.EspalierException

/** Settings of a [Search]. What is not set is as [Search] documents; each setting can be made once. */
@EspalierDsl
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class SearchScope internal constructor() {
    private val dimensions = mutableListOf<Dimension<*>>()
    private val method = Once<(Space) -> Search>("search")
    private val monitored = Once<(Search) -> Search>("search")
    private val halved = Once<(Search) -> Search>("search")
    private val made = Once<(Point) -> Experiment>("search")
    private val changes = mutableListOf<(Search) -> Search>()

    private var points by method
    private var monitor by monitored
    private var halving by halved
    private var make by made

    /** The seed of random points; 0 by default, and a seed like any other. */
    public var seed: Long by setting(Search::withSeed)

    /** How many trials run at a time, sharing the engine's threads; 1 by default. Results do not depend on it. */
    public var parallel: Int by setting(Search::withParallelTrials)

    /** Makes these values those of a hyper-parameter that is named by its `val`: `val rate by logUniform(1e-4..1e-1)`. */
    public operator fun <T> HyperValues<T>.provideDelegate(owner: Any?, property: KProperty<*>): Dimension<T> =
        vary(property.name, this)

    /** A hyper-parameter of any name: `val rate = vary("learning rate", logUniform(1e-4..1e-1))`. */
    public fun <T> vary(name: String, values: HyperValues<T>): Dimension<T> = values.named(name).also(dimensions::add)

    /** Tries points drawn at random. */
    public fun random(trials: Int) {
        points = { Search.random(it, trials) }
    }

    /** Tries all combinations of so many points of each range and all values of each choice. */
    public fun grid(points: Int) {
        this.points = { Search.grid(it, points) }
    }

    /** Tries all combinations of all values; for choices and ranges of integers. */
    public fun grid() {
        points = { Search.grid(it) }
    }

    /** Better trials have a smaller figure in their last epoch; `val_loss` by default. */
    public fun minimize(figure: String) {
        monitor = { it.minimizing(figure) }
    }

    /** Better trials have a larger figure in their last epoch. */
    public fun maximize(figure: String) {
        monitor = { it.maximizing(figure) }
    }

    /** Gives hopeless trials up early: see [org.espalier.core.search.Halving]. */
    public fun halving(minEpochs: Int, factor: Int = 3) {
        halving = { it.withHalving(minEpochs, factor) }
    }

    /** The experiment of a point: `trial { p -> experiment(network(f32(64)) { dense(p[units]) }) { ... } }`. */
    public fun trial(make: (Point) -> Experiment) {
        this.make = make
    }

    internal fun search(): Search {
        val of = method.orNull ?: throw EspalierException("search { } does not say which points are tried; say random(30) or grid(3)")
        val settings = listOfNotNull(monitored.orNull, halved.orNull) + changes
        return settings.fold(of(Space(dimensions))) { s, change -> change(s) }
    }

    internal fun make(): (Point) -> Experiment = made.orNull
        ?: throw EspalierException("search { } does not say what is trained; say trial { point -> experiment(...) { ... } }")

    private fun <T : Any> setting(change: (Search, T) -> Search): ReadWriteProperty<Any?, T> {
        val value = Once<T>("search")
        changes += { search -> value.orNull?.let { change(search, it) } ?: search }
        return value
    }
}

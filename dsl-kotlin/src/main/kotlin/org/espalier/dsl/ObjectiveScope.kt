package org.espalier.dsl

import org.espalier.core.model.Network
import org.espalier.core.model.Objective
import org.espalier.plugin.API
import org.espalier.plugin.EspalierException
import org.espalier.training.Loss
import org.espalier.training.Metric

/** Settings of what is measured: losses and metrics. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public sealed class ObjectiveScope(private val scope: String) {
    private val single = Once<Loss>(scope)
    private val several = mutableListOf<Objective>()
    internal val metrics = mutableListOf<Metric>()
    private val ofOutputs = mutableListOf<Pair<String, List<Metric>>>()

    /** The loss of a network with one output, against the data's field `target`. */
    public var loss: Loss by single

    /**
     * The loss of one of several outputs; they are added up.
     *
     * @param target the data's field with the targets; by default that of the output's name
     * @param weight the factor of this loss in the sum
     */
    public fun loss(output: String, loss: Loss, target: String = output, weight: Double = 1.0) {
        if (several.any { it.output() == output && it.target() == target }) {
            throw EspalierException("the output '$output' is given two losses against '$target' in $scope { }; keep one")
        }
        several += Objective.of(output, loss, target).withWeight(weight)
    }

    /** Figures besides the loss, of the output of the first loss. */
    public fun metrics(vararg more: Metric) {
        metrics += more
    }

    /** Figures of one of several outputs, named `output/metric`, against the target of its first loss. */
    public fun metrics(output: String, vararg more: Metric) {
        ofOutputs += output to more.toList()
    }

    private fun withMetrics(objectives: List<Objective>): List<Objective> {
        val unknown = ofOutputs.map { it.first } - objectives.map { it.output() }.toSet()
        if (unknown.isNotEmpty()) {
            throw EspalierException(
                "$scope { } names metrics of the outputs $unknown, but has losses only of ${objectives.map { it.output() }}",
            )
        }
        return objectives.mapIndexed { i, o ->
            val first = objectives.indexOfFirst { it.output() == o.output() } == i
            val own = if (first) ofOutputs.filter { it.first == o.output() }.flatMap { it.second } else listOf()
            o.withMetrics(*own.toTypedArray())
        }
    }

    /** The losses, of which there is at least one. */
    internal fun <T> measure(one: (Loss) -> T, many: (List<Objective>) -> T): T {
        val loss = single.orNull
        return when {
            loss != null && several.isNotEmpty() -> throw EspalierException(
                "$scope { } sets 'loss' to $loss and names the losses of the outputs ${several.map { it.output() }}; do one",
            )
            loss != null -> one(loss)
            several.isNotEmpty() -> many(withMetrics(several))
            else -> throw EspalierException(
                "$scope { } does not say what is minimised; set 'loss', for example loss = softmaxCrossEntropy",
            )
        }
    }

    internal fun objectives(network: Network): List<Objective> = measure({ Objective.single(network, it) }, { it })
}

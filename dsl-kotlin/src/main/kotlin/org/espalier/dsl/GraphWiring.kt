package org.espalier.dsl

import org.espalier.core.model.Dag
import org.espalier.core.model.Input
import org.espalier.nn.Layer
import org.espalier.plugin.API
import org.espalier.plugin.EspalierException
import org.espalier.standard.layer.Named

/** An input or a layer's use in a graph that is being declared. */
@API(status = API.Status.INTERNAL, since = "0.1")
internal class GraphNode(
    val wiring: GraphWiring,
    /** As the user gave it. */
    var name: String?,
    val fallback: String,
    val type: Input?,
    val layer: Layer?,
    val inputs: List<GraphValue>,
    val outputs: Int,
) {
    /** The name that it has in the end. */
    lateinit var path: String
}

/** What a [GraphScope] was told: nodes in order, and layers that no value has been given to so far. */
@API(status = API.Status.INTERNAL, since = "0.1")
internal class GraphWiring {
    private val nodes = mutableListOf<GraphNode>()
    private val layers = mutableListOf<Unapplied>()

    val inputs: List<GraphNode> get() = nodes.filter { it.layer == null }

    fun input(name: String?, type: Input?): GraphValue =
        add(GraphNode(this, name, fallback = type?.name() ?: "input", type, layer = null, inputs = listOf(), outputs = 1))

    fun layer(layer: Layer, name: String?): Unapplied = Unapplied(layer, name).also(layers::add)

    fun apply(what: Unapplied, to: List<GraphValue>, outputs: Int): List<GraphValue> {
        what.applied = true
        return apply(what.layer, what.name, to, outputs)
    }

    fun apply(layer: Layer, name: String?, to: List<GraphValue>, outputs: Int): List<GraphValue> {
        to.firstOrNull { it.node.wiring !== this }?.let {
            throw EspalierException(
                "the value '${it.node.name ?: it.node.fallback}' belongs to another graph; pass it in as an input of this one",
            )
        }
        // A named layer's own name is the step's, or its parameters would stand under both.
        val node = if (layer is Named) {
            GraphNode(this, name, layer.name(), type = null, layer.layer(), to, outputs)
        } else {
            GraphNode(this, name, kind(layer), type = null, layer, to, outputs)
        }
        nodes += node
        return List(outputs) { GraphValue(node, it) }
    }

    fun compile(outputs: List<GraphValue>): Dag {
        requireComplete(outputs)
        nameNodes()
        val steps = nodes.mapNotNull { n -> n.layer?.let { Dag.Step(n.path, it, n.inputs.map(GraphValue::name)) } }
        return Dag(inputs.map(GraphNode::path), steps, outputs.map(GraphValue::name))
    }

    private fun add(node: GraphNode): GraphValue {
        nodes += node
        return GraphValue(node, 0)
    }

    private fun requireComplete(outputs: List<GraphValue>) {
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw EspalierException(
                "a graph needs at least one input and one output, but has ${inputs.size} and ${outputs.size}",
            )
        }
        layers.firstOrNull { !it.applied }?.let {
            throw EspalierException("the layer ${it.layer} is not applied to any value of its graph; write 'x then ...'")
        }
        val used = mutableSetOf<GraphNode>()
        fun visit(value: GraphValue) {
            if (used.add(value.node)) value.node.inputs.forEach(::visit)
        }
        outputs.forEach(::visit)
        nodes.firstOrNull { it !in used }?.let {
            throw EspalierException("the value '${it.name ?: it.fallback}' leads to no output of its graph")
        }
    }

    /** Names that were given stand; others are those of the layers' types, with a number where there are several. */
    private fun nameNodes() {
        val taken = mutableSetOf<String>()
        for (node in nodes) {
            node.path = node.name ?: continue
            if (node.layer != null && (node.path.isBlank() || '/' in node.path)) {
                throw EspalierException("the name of a value must be a text without '/', but was '${node.path}'")
            }
            if (!taken.add(node.path)) {
                throw EspalierException("the name '${node.path}' is used for two values of a graph; give each its own")
            }
        }
        for (node in nodes.filter { it.name == null }) {
            node.path = generateSequence(1, Int::inc)
                .map { if (it == 1) node.fallback else "${node.fallback}_$it" }
                .first(taken::add)
        }
    }

    private fun kind(layer: Layer): String =
        if (layer.javaClass.isRecord) layer.javaClass.simpleName.replaceFirstChar(Char::lowercase) else "layer"
}

@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.core.engine.Engine
import org.espalier.core.registry.Registry
import org.espalier.plugin.API
import org.espalier.plugin.Plugin

/** All plugins that are found on the class path and the module path. */
public val sharedPlugins: Registry by lazy { Registry.discover() }

/**
 * What runs everything unless another engine is given: all plugins that are found, the fastest backend among them, and
 * as many threads as there are processors. Made on first use; never closed.
 */
public val sharedEngine: Engine by lazy { Engine.create(sharedPlugins) }

/**
 * An engine of one's own, to be closed by its maker: `engine { backend = "reference"; threads = 1 }`. What is not said
 * is as in [sharedEngine].
 */
public fun engine(settings: EngineScope.() -> Unit): Engine = EngineScope().apply(settings).create()

/** Settings of an engine. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class EngineScope internal constructor() {
    private val chosenBackend = Once<String>("engine")
    private val chosenThreads = Once<Int>("engine")
    private val builder = Registry.builder()

    /** The id of the backend; by default the fast one, if its jar is there. */
    public var backend: String by chosenBackend

    /** The number of threads; results do not depend on it. */
    public var threads: Int by chosenThreads

    /** Plugins that are registered by hand, besides those that are found. */
    public fun plugins(vararg plugins: Plugin) {
        plugins.forEach(builder::add)
    }

    internal fun create(): Engine {
        val registry = builder.discover().build()
        val usual = if (Engine.FAST in registry.backends()) Engine.FAST else Engine.REFERENCE
        return Engine.create(
            registry,
            chosenBackend.orNull ?: usual,
            chosenThreads.orNull ?: Runtime.getRuntime().availableProcessors(),
        )
    }
}

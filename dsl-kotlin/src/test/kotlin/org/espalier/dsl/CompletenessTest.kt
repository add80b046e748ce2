package org.espalier.dsl

import java.lang.reflect.Modifier
import org.assertj.core.api.Assertions.assertThat
import org.espalier.report.Reports
import org.espalier.standard.Activations
import org.espalier.standard.Callbacks
import org.espalier.standard.Initializers
import org.espalier.standard.Layers
import org.espalier.standard.Losses
import org.espalier.standard.Metrics
import org.espalier.standard.Optimizers
import org.espalier.standard.Penalties
import org.espalier.standard.Preprocessings
import org.espalier.standard.Schedules
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Whatever Java offers by name, Kotlin offers too, so that nothing that is added there is forgotten here. */
class CompletenessTest {

    /** Where the word is another one, since Kotlin has one name space for what Java keeps in several classes. */
    private val renamed = mapOf(
        "Metrics.meanSquaredError" to "mse",
        "Metrics.meanAbsoluteError" to "mae",
        "Metrics.loss" to "metric",
        "Optimizers.clipByValue" to "clipValue",
        "Optimizers.clipByNorm" to "clipNorm",
        "Optimizers.clipByGlobalNorm" to "clipGlobalNorm",
        "Schedules.constant" to "constantRate",
        "Schedules.join" to "until",
        "Layers.sequential" to "block",
        "Reports.html" to "htmlReport",
        "Reports.csv" to "csvLog",
    )

    @ParameterizedTest
    @MethodSource("vocabularies")
    fun `every word of Java's is there`(vocabulary: Class<*>, facades: List<String>) {
        val words = vocabulary.declaredMethods
            .filter { Modifier.isPublic(it.modifiers) && Modifier.isStatic(it.modifiers) }
            .map { renamed["${vocabulary.simpleName}.${it.name}"] ?: it.name }
            .toSet()
        val here = facades.flatMap { Class.forName("org.espalier.dsl.$it").declaredMethods.toList() }
            .map { it.name.substringBefore('$') }
            .map { if (it.startsWith("get")) it.removePrefix("get").replaceFirstChar(Char::lowercase) else it }

        assertThat(words).hasSizeGreaterThanOrEqualTo(3)
        assertThat(here).containsAll(words)
    }

    companion object {
        @JvmStatic
        fun vocabularies(): List<Array<Any>> = listOf(
            arrayOf(Activations::class.java, listOf("ActivationsKt")),
            arrayOf(Callbacks::class.java, listOf("CallbacksKt")),
            arrayOf(Initializers::class.java, listOf("InitializersKt")),
            arrayOf(Layers::class.java, listOf("LayersKt", "BlocksKt", "ConvolutionsKt", "SequencesKt")),
            arrayOf(Losses::class.java, listOf("LossesKt")),
            arrayOf(Metrics::class.java, listOf("MetricsKt")),
            arrayOf(Optimizers::class.java, listOf("OptimizersKt")),
            arrayOf(Penalties::class.java, listOf("PenaltiesKt")),
            arrayOf(Preprocessings::class.java, listOf("PreprocessingsKt")),
            arrayOf(Reports::class.java, listOf("ReportsKt")),
            arrayOf(Schedules::class.java, listOf("SchedulesKt")),
        )
    }
}

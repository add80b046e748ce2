@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.data.Dataset
import org.espalier.plugin.API
import org.espalier.standard.data.Splits
import org.espalier.tensor.Tensor

/** Examples in memory: one input and one target, whose first axes run over the examples. */
public fun datasetOf(input: Tensor, target: Tensor): Dataset = Dataset.of(input, target)

/** Examples in memory by field; the first axis of each runs over the examples. */
public fun datasetOf(vararg fields: Pair<String, Tensor>): Dataset = Dataset.of(mapOf(*fields))

/** Examples in memory: a row of numbers and a row of targets each. */
public fun datasetOf(inputs: Array<FloatArray>, targets: Array<FloatArray>): Dataset =
    datasetOf(Tensor.of(inputs), Tensor.of(targets))

/** Examples in memory: a row of numbers and a class each. */
public fun datasetOf(inputs: Array<FloatArray>, labels: IntArray): Dataset =
    datasetOf(Tensor.of(inputs), Tensor.of(labels))

/**
 * Parts with these shares of the examples, in which every class has the same share:
 * `val (train, validation, test) = data.split(0.6, 0.2, 0.2, seed = 1)`. Equal seeds give equal parts.
 *
 * @param target the field with a class index for each example
 * @param stratified whether classes are kept in proportion; otherwise examples are drawn without regard to them
 */
public fun Dataset.split(
    vararg shares: Double,
    seed: Long = 0,
    target: String = Dataset.TARGET,
    stratified: Boolean = true,
): List<Dataset> =
    if (stratified) Splits.stratified(this, target, seed, *shares) else Splits.random(this, seed, *shares)

/**
 * k pairs of a training and a test set, whose test sets together are the whole.
 *
 * @param target the field with a class index for each example
 * @param stratified whether every class is spread evenly over the test sets; otherwise examples are drawn without regard
 *   to classes
 */
public fun Dataset.kFold(
    k: Int,
    seed: Long = 0,
    target: String = Dataset.TARGET,
    stratified: Boolean = true,
): List<Splits.Fold> = if (stratified) Splits.kFold(this, target, seed, k) else Splits.kFold(this, seed, k)

package org.espalier.dsl

import org.espalier.plugin.API

/**
 * The one marker of all scopes: what belongs to an outer scope cannot be called by accident from within an inner one,
 * such as a setting of a training from within a layer's body.
 */
@DslMarker
@Target(AnnotationTarget.CLASS, AnnotationTarget.TYPE)
@API(status = API.Status.STABLE, since = "0.1")
public annotation class EspalierDsl

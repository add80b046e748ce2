package org.espalier.dsl

import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty
import org.espalier.plugin.API
import org.espalier.plugin.EspalierException

/** A setting that may be made once. Making it twice is a mistake that would otherwise pass in silence. */
@API(status = API.Status.INTERNAL, since = "0.1")
internal class Once<T : Any>(private val scope: String) : ReadWriteProperty<Any?, T> {
    var orNull: T? = null
        private set

    override fun getValue(thisRef: Any?, property: KProperty<*>): T =
        orNull ?: throw EspalierException("'${property.name}' is read in $scope { } before it is set")

    override fun setValue(thisRef: Any?, property: KProperty<*>, value: T) {
        orNull?.let {
            throw EspalierException("'${property.name}' is set twice in $scope { }, to $it and to $value; keep one")
        }
        orNull = value
    }
}

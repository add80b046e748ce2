package org.espalier.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how far a public type or member may be relied upon.
 *
 * <p>Every public type of an exported package bears it; what it says of a type holds for the members of the type that
 * do not bear one of their own.
 */
@API(status = API.Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.FIELD, ElementType.PACKAGE})
public @interface API {

    /**
     * Returns how far the element may be relied upon.
     *
     * @return the status
     */
    Status status();

    /**
     * Returns the first version that had this element with this status, such as {@code "0.1"}.
     *
     * @return the version
     */
    String since();

    /** How far an element may be relied upon. */
    enum Status {
        /** Changes only in compatible ways within a major version. */
        STABLE,
        /** Meant for use, and may still change in any minor version. */
        EXPERIMENTAL,
        /** Public for technical reasons only; used by nobody outside the project. */
        INTERNAL
    }
}

package org.espalier.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.plugin.API;
import org.espalier.plugin.ModelFormatException;

/**
 * A JSON value, immutable. Integers and reals are told apart ({@code 1} and {@code 1.0}); members keep their order.
 *
 * <p>{@code toString} is for messages: it cuts long values off. The whole text is {@link JsonText#write}.
 *
 * <p>The methods {@code as...} take the place of the value within its file, which their message names where the value
 * is of another kind.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface Json {
    /** The value {@code null}. */
    Json NULL = new Null();

    /** The value {@code null}; {@link #NULL} is the one to use. */
    record Null() implements Json {
        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** A truth value. */
    record Bool(boolean value) implements Json {
        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** An integer. */
    record Int(long value) implements Json {
        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** A finite number that is written with a decimal point or an exponent. See {@link #of(double)} for the others. */
    record Real(double value) implements Json {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no number " + value + "; use Json.of(double)");
            }
        }

        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** A text. */
    record Str(String value) implements Json {
        public Str {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** A list of values. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** Named values in order. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            Map<String, Json> copy = new LinkedHashMap<>(members);
            copy.forEach((name, value) -> {
                Objects.requireNonNull(name, "name");
                Objects.requireNonNull(value, name);
            });
            members = Collections.unmodifiableMap(copy);
        }

        /** The member of this name, or null. */
        public Json get(String name) {
            return members.get(name);
        }

        /** The member of this name; a {@link ModelFormatException} where there is none. */
        public Json require(String name, String place) {
            Json member = members.get(name);
            if (member == null) {
                throw new ModelFormatException("the member '" + name + "' is missing; there are " + members.keySet()
                        + ", at " + place);
            }
            return member;
        }

        /** This object with one member added at the end, or replaced in its place. */
        public Obj with(String name, Json value) {
            Map<String, Json> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Obj(copy);
        }

        @Override
        public String toString() {
            return JsonPrinter.excerpt(this);
        }
    }

    /** An object without members, to be filled by {@link Obj#with}. */
    static Obj obj() {
        return new Obj(Map.of());
    }

    /** A list. */
    static Arr arr(List<? extends Json> items) {
        return new Arr(new ArrayList<>(items));
    }

    /** A text. */
    static Json of(String value) {
        return new Str(value);
    }

    /** An integer. */
    static Json of(long value) {
        return new Int(value);
    }

    /** A truth value. */
    static Json of(boolean value) {
        return new Bool(value);
    }

    /** A real number; {@code NaN}, {@code Infinity} and {@code -Infinity}, which JSON lacks, become texts. */
    static Json of(double value) {
        return Double.isFinite(value) ? new Real(value) : new Str(Double.toString(value));
    }

    /** This object. */
    default Obj asObject(String place) {
        return as(Obj.class, "an object", place);
    }

    /** The items of this list. */
    default List<Json> asList(String place) {
        return as(Arr.class, "a list", place).items();
    }

    /** This text. */
    default String asText(String place) {
        return as(Str.class, "a text", place).value();
    }

    /** This integer. */
    default long asLong(String place) {
        return as(Int.class, "an integer", place).value();
    }

    /** This integer, which must be within a range, both ends included. */
    default long asLong(long from, long to, String place) {
        long value = asLong(place);
        if (value < from || value > to) {
            throw mismatch("an integer from " + from + " to " + to, place);
        }
        return value;
    }

    /** This truth value. */
    default boolean asBoolean(String place) {
        return as(Bool.class, "true or false", place).value();
    }

    /** This number; the texts of {@link #of(double)} count as such. */
    default double asDouble(String place) {
        if (this instanceof Int n) {
            return n.value();
        }
        if (this instanceof Str s) {
            switch (s.value()) {
                case "NaN":
                    return Double.NaN;
                case "Infinity":
                    return Double.POSITIVE_INFINITY;
                case "-Infinity":
                    return Double.NEGATIVE_INFINITY;
                default:
                    throw mismatch("a number", place);
            }
        }
        return as(Real.class, "a number", place).value();
    }

    private <T extends Json> T as(Class<T> kind, String expected, String place) {
        if (!kind.isInstance(this)) {
            throw mismatch(expected, place);
        }
        return kind.cast(this);
    }

    /** The exception for a value that is not what is expected here. */
    default ModelFormatException mismatch(String expected, String place) {
        return new ModelFormatException("must be " + expected + ", but is " + this + ", at " + place);
    }
}

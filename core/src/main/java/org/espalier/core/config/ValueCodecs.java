package org.espalier.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The codecs of all types that a record's component may have. */
final class ValueCodecs {
    /** Codecs of types that are what their class says. */
    private static final Map<Class<?>, ValueCodec> PLAIN = plain();

    /** Gives the codec of a type that is none of the others: that of registered records. */
    private final Function<Class<?>, ValueCodec> records;

    ValueCodecs(Function<Class<?>, ValueCodec> records) {
        this.records = records;
    }

    /** The codec of a declared type. */
    ValueCodec of(Type declared) {
        if (declared instanceof Class<?> type) {
            return ofClass(type);
        }
        if (declared instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == List.class) {
                return new ListCodec(of(arguments[0]));
            }
            if ((raw == Map.class || raw == SortedMap.class) && arguments[0] == String.class) {
                return new MapCodec(of(arguments[1]));
            }
            return ofClass(raw);
        }
        if (declared instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        if (declared instanceof TypeVariable<?> variable) {
            return of(variable.getBounds()[0]);
        }
        return records.apply(Object.class);
    }

    private ValueCodec ofClass(Class<?> type) {
        ValueCodec plain = PLAIN.get(type);
        if (plain != null) {
            return plain;
        }
        return type.isEnum() ? enumCodec(type) : records.apply(type);
    }

    private static Map<Class<?>, ValueCodec> plain() {
        Map<Class<?>, ValueCodec> map = new LinkedHashMap<>();
        ValueCodec ints = ValueCodec.of(Integer.class, Json::of,
                (json, place) -> (int) json.asLong(Integer.MIN_VALUE, Integer.MAX_VALUE, place));
        ValueCodec longs = ValueCodec.of(Long.class, Json::of, Json::asLong);
        ValueCodec floats = ValueCodec.of(Float.class, v -> Json.of(Decimals.shortest(v)),
                (json, place) -> (float) json.asDouble(place));
        ValueCodec doubles = ValueCodec.of(Double.class, Json::of, Json::asDouble);
        ValueCodec booleans = ValueCodec.of(Boolean.class, Json::of, Json::asBoolean);
        map.put(int.class, ints);
        map.put(Integer.class, ints);
        map.put(long.class, longs);
        map.put(Long.class, longs);
        map.put(float.class, floats);
        map.put(Float.class, floats);
        map.put(double.class, doubles);
        map.put(Double.class, doubles);
        map.put(boolean.class, booleans);
        map.put(Boolean.class, booleans);
        map.put(String.class, ValueCodec.of(String.class, Json::of, Json::asText));
        map.put(DType.class, ValueCodec.of(DType.class, TensorJson::write, TensorJson::readDType));
        map.put(Dim.class, ValueCodec.of(Dim.class, TensorJson::write, TensorJson::readDim));
        map.put(Shape.class, ValueCodec.of(Shape.class, TensorJson::write, TensorJson::readShape));
        map.put(TensorType.class, ValueCodec.of(TensorType.class, TensorJson::write, TensorJson::readType));
        map.put(Tensor.class, new TensorCodec());
        return map;
    }

    private static ValueCodec enumCodec(Class<?> type) {
        List<Enum<?>> constants = Arrays.stream(type.getEnumConstants()).<Enum<?>>map(c -> (Enum<?>) c).toList();
        return ValueCodec.of(Enum.class, v -> Json.of(v.name()), (json, place) -> {
            String name = json.asText(place);
            return constants.stream().filter(c -> c.name().equals(name)).findFirst()
                    .orElseThrow(() -> json.mismatch("one of " + constants.stream().map(Enum::name).toList(), place));
        });
    }

    /** Null is allowed wherever the declared type is not primitive, items of lists and maps included. */
    static Json writeNullable(ValueCodec codec, Object value, Place place) {
        return value == null ? Json.NULL : codec.write(value, place);
    }

    static Object readNullable(ValueCodec codec, Json json, Place place) {
        return json instanceof Json.Null ? null : codec.read(json, place);
    }

    private record ListCodec(ValueCodec items) implements ValueCodec {
        @Override
        public Json write(Object value, Place place) {
            List<Json> out = new ArrayList<>();
            for (Object item : (List<?>) value) {
                out.add(writeNullable(items, item, place.item(out.size())));
            }
            return new Json.Arr(out);
        }

        @Override
        public Object read(Json json, Place place) {
            List<Object> out = new ArrayList<>();
            for (Json item : json.asList(place.path())) {
                out.add(readNullable(items, item, place.item(out.size())));
            }
            return Collections.unmodifiableList(out);
        }
    }

    /** A map's order is no part of its value, and immutable maps have another one in every JVM: sorted by key. */
    private record MapCodec(ValueCodec values) implements ValueCodec {
        @Override
        public Json write(Object value, Place place) {
            SortedMap<String, Json> out = new TreeMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> out.put((String) k, writeNullable(values, v, place.key((String) k))));
            return new Json.Obj(out);
        }

        @Override
        public Object read(Json json, Place place) {
            SortedMap<String, Object> out = new TreeMap<>();
            json.asObject(place.path()).members()
                    .forEach((k, v) -> out.put(k, readNullable(values, v, place.key(k))));
            return Collections.unmodifiableSortedMap(out);
        }
    }
}

package org.espalier.core.config;

/** How the values of one declared type are written and read: both in one place, so that they fit together. */
interface ValueCodec {
    /** The saved form of a value that is not null. */
    Json write(Object value, Place place);

    /** The value of a saved form that is not {@code null}. */
    Object read(Json json, Place place);

    /** A codec that needs no more of a place than its text. */
    static <T> ValueCodec of(Class<T> type, Writer<T> writer, Reader reader) {
        return new ValueCodec() {
            @Override
            public Json write(Object value, Place place) {
                return writer.write(type.cast(value));
            }

            @Override
            public Object read(Json json, Place place) {
                return reader.read(json, place.path());
            }
        };
    }

    /** The writing half. */
    interface Writer<T> {
        Json write(T value);
    }

    /** The reading half. */
    interface Reader {
        Object read(Json json, String place);
    }
}

package org.espalier.core.config;

import java.util.Map;
import org.espalier.core.registry.Registry;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.plugin.PluginException;
import org.espalier.tensor.Tensor;

/**
 * Registered records to and from JSON: layers, losses, optimizers and everything else that plugins register. The form
 * is <code>{"type": "espalier.standard:Dense", "version": "0.1.0", "units": 10, ...}</code>: the plugin's id and the
 * type's, the plugin's version, and every component under its name.
 *
 * <p>A component is a number, boolean, text, enum, {@code DType}, {@code Dim}, {@code Shape}, {@code TensorType}, small
 * {@code Tensor}, another registered record, a list of these, a map of these by text, or null. Doubles come back with
 * the same bits; maps are sorted by key. A component that a file lacks takes its value from the defaults with which the
 * type was registered; one that the type lacks is an error, for the file was written by a newer version.
 *
 * <p>Tensors of more than a few elements can be put beside the JSON, in a file of their own; the JSON then has their type
 * and name.
 *
 * <p>Safe for use by several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ComponentCodec {
    private final RecordTypes types;

    /** A codec for the types of a registry. */
    public ComponentCodec(Registry registry) {
        this.types = new RecordTypes(registry);
    }

    /**
     * The saved form of a registered record.
     *
     * @throws EspalierException naming record, component and class of something that is not registered, a lambda for
     *     example
     */
    public Json.Obj write(Object component) {
        return write(component, component.getClass().getSimpleName());
    }

    /**
     * The saved form of a registered record.
     *
     * @param place what it is to its owner, such as {@code network/body}, for messages
     * @throws EspalierException naming record, component and class of something that is not registered, a lambda for
     *     example
     */
    public Json.Obj write(Object component, String place) {
        return write(component, place, null);
    }

    /**
     * As {@link #write(Object, String)}, with larger tensors put beside the JSON.
     *
     * @param tensors takes them, by the path of their place; null where all are to stand in the JSON
     */
    public Json.Obj write(Object component, String place, Map<String, Tensor> tensors) {
        return (Json.Obj) new RecordCodec(Object.class, types).write(component, Place.of(place, tensors));
    }

    /**
     * The record of a saved form.
     *
     * @param type what the record must be, such as {@code Layer.class}
     * @param place where the form stands in its file, such as {@code network/body}, for messages
     * @throws ModelFormatException naming what is wrong and where; for a plugin that is missing, all places that need it
     */
    public <T> T read(Json json, Class<T> type, String place) {
        return read(json, type, place, null);
    }

    /**
     * As {@link #read(Json, Class, String)}, with the tensors that were put beside the JSON.
     *
     * @param tensors by the path of their place; null where all stand in the JSON
     */
    public <T> T read(Json json, Class<T> type, String place, Map<String, Tensor> tensors) {
        try {
            return type.cast(new RecordCodec(type, types).read(json, Place.of(place, tensors)));
        } catch (PluginException e) {
            String missing = MissingTypes.describe(json, place, types);
            throw new ModelFormatException(missing.isEmpty() ? e.getMessage() + ", at " + place : missing, e);
        }
    }
}

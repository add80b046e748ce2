package org.espalier.core.config;

import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Tensors, the larger of them beside the JSON where there is room for them. */
record TensorCodec() implements ValueCodec {
    /** The most elements that a person would want to see in JSON. */
    private static final int MOST_WITHIN = 256;

    private static final String NAME = "tensor";

    @Override
    public Json write(Object value, Place place) {
        Tensor tensor = (Tensor) value;
        if (place.tensors() != null && tensor.size() > MOST_WITHIN) {
            place.tensors().put(place.path(), tensor);
            return TensorJson.write(tensor.type()).with(NAME, Json.of(place.path()));
        }
        try {
            return TensorJson.write(tensor);
        } catch (EspalierException e) {
            throw new EspalierException(e.getMessage() + ", at " + place.path(), e);
        }
    }

    @Override
    public Object read(Json json, Place place) {
        Json name = json.asObject(place.path()).get(NAME);
        return name == null ? TensorJson.readTensor(json, place.path()) : beside(json, name.asText(place.path() + "/" + NAME), place);
    }

    private static Tensor beside(Json json, String name, Place place) {
        TensorType type = TensorJson.readType(json, place.path());
        Tensor tensor = place.tensors() == null ? null : place.tensors().get(name);
        if (tensor == null) {
            throw place.wrong("the tensor '" + name + "' is not there");
        }
        if (!tensor.type().equals(type)) {
            throw place.wrong("the tensor '" + name + "' must be " + type + ", but is " + tensor.type());
        }
        return tensor;
    }
}

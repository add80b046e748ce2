package org.espalier.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.core.registry.ComponentType;
import org.espalier.core.registry.Registry;
import org.espalier.plugin.PluginException;

/** The registered record types with the access to them, looked up by a record or by what a file says. */
final class RecordTypes {
    private final Registry registry;
    private final ValueCodecs codecs = new ValueCodecs(declared -> new RecordCodec(declared, this));
    private final Map<Class<?>, RecordAccess> known = new ConcurrentHashMap<>();

    RecordTypes(Registry registry) {
        this.registry = registry;
    }

    /** The type of a record that is to be saved. */
    RecordAccess of(Object value, Place place) {
        Class<?> type = value.getClass();
        Optional<ComponentType> registered = registry.component(type);
        if (registered.isEmpty()) {
            boolean lambda = type.isHidden() || type.isSynthetic();
            throw place.unsaveable(lambda ? "a lambda (" + type.getName() + ")" : "a " + type.getTypeName(),
                    value instanceof Record
                            ? "register this record with a plugin (registrar.component)"
                            : "write it as a record and register that with a plugin (registrar.component)");
        }
        return access(registered.get());
    }

    /** The type that a file names. */
    RecordAccess of(Json id, String version, Place place) {
        String text = id.asText(place.path() + "/" + RecordCodec.TYPE);
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw id.mismatch("a plugin's id, a colon and a type's id", place.path() + "/" + RecordCodec.TYPE);
        }
        return access(registry.component(text.substring(0, colon), text.substring(colon + 1), version));
    }

    private RecordAccess access(ComponentType type) {
        RecordAccess access = known.get(type.type());
        if (access == null) {
            access = new RecordAccess(type, codecs);
            known.put(type.type(), access);
        }
        return access;
    }

    /** What is missing for a type that a file names; empty where nothing is. */
    Optional<String> missing(String pluginId, String typeId, String version) {
        try {
            registry.component(pluginId, typeId, version);
            return Optional.empty();
        } catch (PluginException e) {
            return Optional.of(e.getMessage());
        }
    }

    boolean hasPlugin(String id) {
        return registry.plugins().stream().anyMatch(p -> p.id().equals(id));
    }
}

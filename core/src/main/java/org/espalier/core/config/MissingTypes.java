package org.espalier.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks through a whole configuration for types that are not there, so that one message names every place. */
final class MissingTypes {
    private final RecordTypes types;

    /** By the id of the plugin where that is missing, otherwise by the id of the type. */
    private final Map<String, String> messages = new LinkedHashMap<>();

    private final Map<String, List<String>> places = new LinkedHashMap<>();

    private MissingTypes(RecordTypes types) {
        this.types = types;
    }

    /** One sentence on each plugin or type that is missing, with the places that need it. */
    static String describe(Json json, String place, RecordTypes types) {
        MissingTypes missing = new MissingTypes(types);
        missing.visit(json, Place.of(place));
        List<String> sentences = new ArrayList<>();
        missing.messages.forEach((key, message) ->
                sentences.add(message + ", needed by " + String.join(", ", missing.places.get(key))));
        return String.join("; ", sentences);
    }

    private void visit(Json json, Place place) {
        if (json instanceof Json.Arr list) {
            for (int i = 0; i < list.items().size(); i++) {
                visit(list.items().get(i), place.item(i));
            }
        } else if (json instanceof Json.Obj object) {
            if (object.get(RecordCodec.TYPE) instanceof Json.Str type && type.value().indexOf(':') > 0
                    && object.get(RecordCodec.VERSION) instanceof Json.Str version) {
                check(type.value(), version.value(), place);
            }
            object.members().forEach((name, value) -> visit(value, place.key(name)));
        }
    }

    private void check(String id, String version, Place place) {
        String plugin = id.substring(0, id.indexOf(':'));
        String type = id.substring(id.indexOf(':') + 1);
        Optional<String> message = types.missing(plugin, type, version);
        if (message.isPresent()) {
            String key = types.hasPlugin(plugin) ? id : plugin;
            messages.putIfAbsent(key, message.get());
            places.computeIfAbsent(key, k -> new ArrayList<>()).add(place.path() + " (" + type + ")");
        }
    }
}

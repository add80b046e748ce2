package org.espalier.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.core.config.RecordAccess.Member;
import org.espalier.plugin.ModelFormatException;

/** Registered records, where the declared type is an interface that they implement or their own class. */
record RecordCodec(Class<?> declared, RecordTypes types) implements ValueCodec {
    static final String TYPE = "type";
    static final String VERSION = "version";

    @Override
    public Json write(Object value, Place place) {
        RecordAccess access = types.of(value, place);
        Map<String, Json> out = new LinkedHashMap<>();
        out.put(TYPE, Json.of(access.id()));
        out.put(VERSION, Json.of(access.type().pluginVersion()));
        for (Member member : access.members()) {
            out.put(member.key(), ValueCodecs.writeNullable(
                    member.codec(), member.get((Record) value), place.component(access.id(), member.name())));
        }
        return new Json.Obj(out);
    }

    @Override
    public Object read(Json json, Place place) {
        Json.Obj object = json.asObject(place.path());
        String version = object.require(VERSION, place.path()).asText(place.path() + "/" + VERSION);
        RecordAccess access = types.of(object.require(TYPE, place.path()), version, place);
        if (!declared.isAssignableFrom(access.type().type())) {
            throw place.wrong("'" + access.id() + "' is no " + declared.getSimpleName() + ", but one must be here");
        }
        refuseUnknown(object, version, access, place);
        List<Member> members = access.members();
        Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = component(members.get(i), object, access, place);
        }
        try {
            return access.construct(values);
        } catch (RuntimeException e) {
            throw new ModelFormatException(access.id() + " refuses these components: " + e.getMessage() + ", at "
                    + place.path(), e);
        }
    }

    private static Object component(Member member, Json.Obj object, RecordAccess access, Place place) {
        Json json = object.get(member.key());
        if (json == null) {
            return member.get(access.type().defaults());
        }
        Place at = place.component(access.id(), member.name());
        if (member.primitive() && json instanceof Json.Null) {
            throw json.mismatch("a value of the type " + member.declared().getTypeName(), at.path());
        }
        return ValueCodecs.readNullable(member.codec(), json, at);
    }

    private static void refuseUnknown(Json.Obj object, String version, RecordAccess access, Place place) {
        Set<String> unknown = new TreeSet<>(object.members().keySet());
        unknown.remove(TYPE);
        unknown.remove(VERSION);
        access.members().forEach(m -> unknown.remove(m.key()));
        if (!unknown.isEmpty()) {
            throw place.wrong(access.id() + " has no component " + unknown + " in version "
                    + access.type().pluginVersion() + " of the plugin " + access.type().pluginId()
                    + ", but the file was written by version " + version + " and has it; use that version or a newer one");
        }
    }
}

package org.espalier.core.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.registry.ComponentType;
import org.espalier.plugin.PluginException;

/** Reads and constructs the records of one registered type through the lookup that its plugin lent. */
final class RecordAccess {
    private final ComponentType type;
    private final List<Member> members;
    private final MethodHandle constructor;

    /** A component: its name, declared type, codec and accessor. */
    record Member(String name, Type declared, boolean primitive, ValueCodec codec, MethodHandle accessor) {
        /**
         * The name in JSON. {@code type} and {@code version} are taken there, so components of these names, and those
         * that would then clash, get one more underscore.
         */
        String key() {
            return name.matches("_*(type|version)") ? "_" + name : name;
        }

        Object get(Record record) {
            try {
                return accessor.invoke(record);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    RecordAccess(ComponentType type, ValueCodecs codecs) {
        this.type = type;
        RecordComponent[] components = type.type().getRecordComponents();
        List<Member> found = new ArrayList<>();
        try {
            MethodHandles.Lookup lookup = lookup(type);
            for (RecordComponent c : components) {
                found.add(new Member(c.getName(), c.getGenericType(), c.getType().isPrimitive(),
                        codecs.of(c.getGenericType()), lookup.unreflect(c.getAccessor())));
            }
            Class<?>[] parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.findConstructor(type.type(), MethodType.methodType(void.class, parameters));
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new PluginException("the plugin " + type.pluginId() + " gave no access to " + type.type().getName()
                    + "; it must call registrar.lookup(MethodHandles.lookup()) from a class of its own", e);
        }
        this.members = List.copyOf(found);
    }

    private static MethodHandles.Lookup lookup(ComponentType type) throws IllegalAccessException {
        try {
            return MethodHandles.privateLookupIn(type.type(), type.lookup());
        } catch (IllegalAccessException e) {
            // A lookup of less power may still be enough, for a public record in an exported package.
            return type.lookup();
        }
    }

    ComponentType type() {
        return type;
    }

    /** For example {@code espalier.standard:Dense}. */
    String id() {
        return type.pluginId() + ":" + type.typeId();
    }

    List<Member> members() {
        return members;
    }

    /** A new record; what its constructor throws comes through. */
    Record construct(Object[] values) {
        try {
            return (Record) constructor.invokeWithArguments(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

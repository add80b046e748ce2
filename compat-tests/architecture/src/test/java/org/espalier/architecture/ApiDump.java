package org.espalier.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.plugin.API;

/**
 * Writes the public API of a module as text: every type of an exported package that others can name, with every member
 * that they can call, read or override, one a line.
 */
final class ApiDump {

    private static final int SHOWN =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

    private ApiDump() {
    }

    /** Returns the text for a module, types in alphabetical order. */
    static String of(Module module) {
        return of(types(module));
    }

    /** Returns the text for some types. */
    static String of(Collection<Class<?>> types) {
        return types.stream()
                .sorted(Comparator.comparing(Class::getName))
                .map(ApiDump::type)
                .collect(Collectors.joining("\n"));
    }

    private static List<Class<?>> types(Module module) {
        Set<String> packages = new TreeSet<>(module.exports());
        List<Class<?>> types = new ArrayList<>();
        for (String name : packages) {
            Path folder = module.output().resolve(name.replace('.', '/'));
            try (Stream<Path> files = Files.list(folder)) {
                files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith(".class") && !f.equals("package-info.class"))
                        .map(f -> load(name + "." + f.substring(0, f.length() - ".class".length())))
                        .filter(ApiDump::isVisible)
                        .forEach(types::add);
            } catch (IOException e) {
                throw new UncheckedIOException("no classes of " + name + " in " + module.artifact(), e);
            }
        }
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiDump.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the module of " + name + " is not on the class path", e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        return isVisible(type.getModifiers()) && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String type(Class<?> type) {
        StringBuilder text = new StringBuilder(status(type));
        text.append(Modifier.toString(type.getModifiers() & SHOWN & ~Modifier.ABSTRACT));
        if (Modifier.isAbstract(type.getModifiers()) && !type.isInterface()) {
            text.append(" abstract");
        }
        text.append(type.isSealed() ? " sealed " : " ").append(kind(type)).append(' ').append(type.getName());
        text.append(variables(type.getTypeParameters()));
        if (type.isRecord()) {
            text.append(list("(", ")", Arrays.stream(type.getRecordComponents())
                    .map(c -> name(c.getGenericType()) + " " + c.getName())));
        }
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
            text.append(" extends ").append(name(parent));
        }
        if (type.getGenericInterfaces().length > 0) {
            text.append(type.isInterface() ? " extends " : " implements ")
                    .append(list("", "", Arrays.stream(type.getGenericInterfaces()).map(ApiDump::name)));
        }
        text.append('\n');
        members(type).forEach(m -> text.append("    ").append(m).append('\n'));
        return text.toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static Stream<String> members(Class<?> type) {
        boolean isFinal = Modifier.isFinal(type.getModifiers());
        Stream<String> fields = shown(type.getDeclaredFields(), isFinal)
                .map(f -> status(f) + modifiers(f) + name(f.getGenericType()) + " " + f.getName());
        Stream<String> constructors = shown(type.getDeclaredConstructors(), isFinal)
                .map(c -> status(c) + modifiers(c) + typed(c) + "<init>" + signature(c));
        Stream<String> methods = shown(type.getDeclaredMethods(), isFinal)
                .filter(m -> !m.isBridge())
                .map(m -> status(m) + modifiers(m) + (m.isDefault() ? "default " : "")
                        + typed(m) + name(m.getGenericReturnType()) + " " + m.getName()
                        + signature(m));
        return Stream.of(fields, constructors, methods).flatMap(Stream::sorted);
    }

    /** Returns the members that others can reach; a final class has no heirs to see what is protected. */
    private static <M extends Member> Stream<M> shown(M[] members, boolean isFinal) {
        return Arrays.stream(members)
                .filter(m -> !m.isSynthetic() && !isKotlinInternal(m))
                .filter(m -> Modifier.isPublic(m.getModifiers()) || Modifier.isProtected(m.getModifiers()) && !isFinal);
    }

    /** Kotlin appends the module's name to what only the module itself may use. */
    private static boolean isKotlinInternal(Member member) {
        return member.getName().contains("$espalier_");
    }

    private static String modifiers(Member member) {
        String text = Modifier.toString(member.getModifiers() & SHOWN);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String signature(Executable executable) {
        Type[] types = executable.getGenericParameterTypes();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            String name = name(types[i]);
            boolean isVariable = executable.isVarArgs() && i == types.length - 1;
            names.add(isVariable ? name.substring(0, name.length() - 2) + "..." : name);
        }
        Type[] exceptions = executable.getGenericExceptionTypes();
        return list("(", ")", names.stream())
                + (exceptions.length == 0 ? "" : list(" throws ", "", Arrays.stream(exceptions).map(ApiDump::name)));
    }

    private static String typed(Executable executable) {
        String text = variables(executable.getTypeParameters());
        return text.isEmpty() ? "" : text + " ";
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0 ? "" : list("<", ">", Arrays.stream(variables).map(v -> {
            String bounds = Arrays.stream(v.getBounds())
                    .filter(b -> b != Object.class)
                    .map(ApiDump::name)
                    .collect(Collectors.joining(" & "));
            return bounds.isEmpty() ? v.getName() : v.getName() + " extends " + bounds;
        }));
    }

    /** Writes a type without the packages that everybody knows. */
    private static String name(Type type) {
        return type.getTypeName().replaceAll("\\bjava\\.(lang|util|util\\.function)\\.(?=[A-Z])", "");
    }

    private static String status(AnnotatedElement element) {
        API api = element.getAnnotation(API.class);
        return api == null || api.status() == API.Status.STABLE ? "" : "@" + api.status() + " ";
    }

    private static String list(String before, String after, Stream<String> items) {
        StringJoiner joiner = new StringJoiner(", ", before, after);
        items.forEach(joiner::add);
        return joiner.toString();
    }
}

/** The conformance kit that every op and plugin is held to. */
module org.espalier.testkit {
    requires transitive org.espalier.api;
    requires transitive org.espalier.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;

    // Exported as soon as it has a type.
    // exports org.espalier.testkit;
}

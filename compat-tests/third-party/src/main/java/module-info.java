/** What a stranger's plugin looks like: it knows the api and nothing else. */
module org.acme.espalier {
    requires transitive org.espalier.api;

    exports org.acme.espalier;

    provides org.espalier.plugin.Plugin with org.acme.espalier.AcmePlugin;
}

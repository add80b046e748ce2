package org.espalier.core.registry;

import java.lang.invoke.MethodHandles;
import org.espalier.plugin.API;

/**
 * A registered record type.
 *
 * @param pluginId the plugin that has it
 * @param pluginVersion the plugin's version
 * @param typeId its name in saved files
 * @param type the record class
 * @param defaults an instance with the default components
 * @param lookup access to the plugin's classes
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ComponentType(
        String pluginId, String pluginVersion, String typeId, Class<? extends Record> type, Record defaults,
        MethodHandles.Lookup lookup) {}

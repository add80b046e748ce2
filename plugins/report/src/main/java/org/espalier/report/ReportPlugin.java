package org.espalier.report;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import org.espalier.plugin.API;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/** The plugin with the id {@code espalier.report}. */
@API(status = API.Status.STABLE, since = "0.1")
public final class ReportPlugin implements Plugin {
    /** The plugin's id. */
    public static final String ID = "espalier.report";

    /** Made by the service loader, or by hand. */
    public ReportPlugin() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public void register(Registrar r) {
        r.lookup(MethodHandles.lookup());
        r.component("Recorder", Recorder.into(Path.of("report")));
        r.component("GradientStatistics", GradientStatistics.DEFAULT);
        r.component("HtmlReport", Reports.html());
        r.component("CsvLog", Reports.csv());
        r.component("TensorBoardLog", Reports.tensorBoard());
        r.component("ChartFiles", Reports.pngCharts());
    }
}

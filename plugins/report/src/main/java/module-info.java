/** Records trainings and shows them: an HTML report, charts, TensorBoard event files, CSV. */
module org.espalier.report {
    requires transitive org.espalier.api;
    requires com.fasterxml.jackson.core;
    requires java.desktop;
    requires org.knowm.xchart;

    exports org.espalier.report;
    exports org.espalier.report.chart;
    exports org.espalier.report.csv;
    exports org.espalier.report.graph;
    exports org.espalier.report.html;
    exports org.espalier.report.recording;
    exports org.espalier.report.search;
    exports org.espalier.report.tensorboard;

    provides org.espalier.plugin.Plugin with org.espalier.report.ReportPlugin;
}

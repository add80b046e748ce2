/** Readers of CSV, IDX and image folders, lazy pipelines of batches, and augmentation of images. */
module org.espalier.data {
    requires transitive org.espalier.api;
    requires de.siegmar.fastcsv;
    requires java.desktop;

    exports org.espalier.data.augment;
    exports org.espalier.data.csv;
    exports org.espalier.data.idx;
    exports org.espalier.data.image;
    exports org.espalier.data.pipeline;
}

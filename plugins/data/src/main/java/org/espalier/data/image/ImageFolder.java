package org.espalier.data.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.augment.Image;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;

/**
 * A folder with a folder of images (PNG, JPEG) for each class, named after it. {@link Dataset#INPUT} is
 * f32[channels,height,width] from 0 to 1; {@link Dataset#TARGET} is the class, i64[]. An image is decoded when it is read,
 * so a folder takes hardly any memory; put a cache into the pipeline where there is some to spare. Immutable.
 *
 * @param colour three channels, red, green and blue; otherwise one, grey
 * @param size of all images; that of the first where it is empty
 * @param scaled whether images of another size are brought to it; otherwise they are an error
 * @param classes the names of the classes by their index; where it is empty they are the names of the folders, sorted by
 *     value if all are integers, by their letters otherwise
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ImageFolder(boolean colour, Optional<Image.Size> size, boolean scaled, List<String> classes) {
    public ImageFolder {
        classes = List.copyOf(classes);
        if (scaled && size.isEmpty()) {
            throw new IllegalArgumentException("images are scaled to a size, but none was given");
        }
    }

    /** Grey images, all of the size of the first. */
    public static ImageFolder grey() {
        return new ImageFolder(false, Optional.empty(), false, List.of());
    }

    /** Images of red, green and blue, all of the size of the first. */
    public static ImageFolder rgb() {
        return new ImageFolder(true, Optional.empty(), false, List.of());
    }

    /** All images must have this size. */
    public ImageFolder withSize(int height, int width) {
        return new ImageFolder(colour, Optional.of(new Image.Size(height, width)), false, classes);
    }

    /** Images of another size are brought to this one; their proportions are not kept. */
    public ImageFolder scaledTo(int height, int width) {
        return new ImageFolder(colour, Optional.of(new Image.Size(height, width)), true, classes);
    }

    /** With a size and classes that were found. */
    ImageFolder found(Image.Size found, List<String> names) {
        return new ImageFolder(colour, Optional.of(found), scaled, names);
    }

    /** The classes by their index; a folder of any other name is an error. */
    public ImageFolder withClasses(List<String> names) {
        return new ImageFolder(colour, size, scaled, names);
    }

    /**
     * Lists a folder and looks at the size of each image, without decoding any.
     *
     * @throws DataException where there are no images, a class has none or is unknown, an image has another size, or a file
     *     is no image; what only decoding shows is told when the image is read
     */
    public Images read(Path folder) {
        return ImageListing.of(this, folder).images();
    }

    /**
     * The images of a folder.
     *
     * @param dataset decodes them when they are read
     * @param settings how they were read, with size and classes fixed; read the folder of the test set with these
     * @param files in the order of the data set
     */
    @API(status = API.Status.STABLE, since = "0.1")
    public record Images(Dataset dataset, ImageFolder settings, List<Path> files) {
        public Images {
            files = List.copyOf(files);
        }

        /** The names of the classes by their index. */
        public List<String> classes() {
            return settings.classes();
        }
    }
}

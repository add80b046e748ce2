package org.espalier.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.espalier.data.augment.Image;
import org.espalier.data.file.Classes;
import org.espalier.data.file.Inputs;
import org.espalier.plugin.DataException;

/** Which images a folder has, of which classes. */
final class ImageListing {
    private final ImageFolder settings;
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private ImageListing(ImageFolder settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    static ImageListing of(ImageFolder settings, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("cannot read " + folder + ": there is no such folder");
        }
        return new ImageListing(settings, folder);
    }

    ImageFolder.Images images() {
        List<String> names = list(folder, Files::isDirectory).stream().map(ImageListing::name).toList();
        if (names.isEmpty()) {
            throw new DataException(folder + " has no folders; it must have one of images for each class, named after it");
        }
        List<String> classes = settings.classes().isEmpty() ? Classes.sorted(names) : settings.classes();
        for (String name : names) {
            if (!classes.contains(name)) {
                throw new DataException("the class '" + name + "' of " + folder.resolve(name) + " was never seen in training, where"
                        + " the classes were " + classes + "; take the folder out, or train with examples of it");
            }
            add(folder.resolve(name), classes.indexOf(name));
        }
        Image.Size size = settings.size().orElseGet(() -> ImageFile.size(files.get(0)));
        if (!settings.scaled()) {
            files.forEach(f -> requireSize(f, size));
        }
        ImageFolder found = settings.found(size, classes);
        return new ImageFolder.Images(new ImageDataset(files, labels, settings.colour(), size), found, files);
    }

    private void add(Path classFolder, int label) {
        List<Path> images = list(classFolder, f -> isImage(name(f)));
        if (images.isEmpty()) {
            throw new DataException(classFolder + " has no images (.png, .jpg, .jpeg), so its class has no examples; put some there, or"
                    + " take the folder out");
        }
        files.addAll(images);
        images.forEach(f -> labels.add(label));
    }

    private void requireSize(Path file, Image.Size wanted) {
        Image.Size size = ImageFile.size(file);
        if (!size.equals(wanted)) {
            throw new DataException(file + " is an image of " + size + " pixels, but "
                    + (settings.size().isPresent() ? "all must be " : files.get(0) + " is ") + wanted
                    + " (height×width); take it out, or scale all with scaledTo");
        }
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            // By name, so that the order is the same on every file system.
            return files.filter(f -> !name(f).startsWith(".")).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw Inputs.damaged(folder, e);
        }
    }

    private static boolean isImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".jpeg");
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}

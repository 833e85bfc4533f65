package dev.sprout.volumes.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The metadata of OME-Zarr groups as they are written (NGFF 0.4 and 0.5). */
final class OmeMetadata {
  private final OmeZarrLayout layout;

  OmeMetadata(OmeZarrLayout layout) {
    this.layout = layout;
  }

  /**
   * Writes a picture's group.
   *
   * @param source path of the picture that the labels are of; empty for a picture of its own
   * @throws dev.sprout.core.UserError when the folder holds a picture at another place
   */
  void writePicture(Path folder, List<Coordinate> factors, Optional<String> source) {
    JsonObject ome = new JsonObject();
    Optional<Multiscale> there =
        ZarrMetadata.isNode(folder) ? Multiscale.read(folder) : Optional.empty();
    JsonArray multiscales = new JsonArray();
    multiscales.add(multiscale(factors));
    ome.add("multiscales", multiscales);
    source.ifPresent(path -> ome.add("image-label", imageLabel(path)));
    if (there.isEmpty()) {
      writeGroup(folder, ome);
    } else if (!there.equals(Multiscale.of(new Fields(folder, ome)))) {
      throw UserError.failure(
          "%s holds a picture of other levels, voxel size or offset; name another folder or remove"
              + " it",
          folder);
    }
  }

  /** Adds labels to a picture's list of them. */
  void listLabels(Path labels) {
    JsonArray names = new JsonArray();
    if (ZarrMetadata.isNode(labels)) {
      Fields there =
          new Fields(ZarrMetadata.attributesFile(labels), ZarrMetadata.attributes(labels));
      Fields ome = there.findFields("ome").orElse(there);
      names = ome.find("labels").isPresent() ? ome.array("labels").deepCopy() : names;
    }
    JsonPrimitive name = new JsonPrimitive(layout.name());
    if (!names.contains(name)) {
      names.add(name);
    }
    JsonObject ome = new JsonObject();
    ome.add("labels", names);
    writeGroup(labels, ome);
  }

  private void writeGroup(Path folder, JsonObject ome) {
    AtomicFile.makeFolder(folder);
    JsonObject group = new JsonObject();
    group.addProperty("zarr_format", layout.isV3() ? 3 : 2);
    if (layout.isV3()) {
      ome.addProperty("version", layout.version());
      JsonObject attributes = new JsonObject();
      attributes.add("ome", ome);
      group.addProperty("node_type", "group");
      group.add("attributes", attributes);
      Fields.write(folder.resolve(ZarrMetadata.V3), group);
    } else {
      if (!Files.exists(folder.resolve(ZarrMetadata.V2_GROUP))) {
        Fields.write(folder.resolve(ZarrMetadata.V2_GROUP), group);
      }
      Fields.write(folder.resolve(ZarrMetadata.V2_ATTRIBUTES), ome);
    }
  }

  private JsonObject multiscale(List<Coordinate> factors) {
    JsonObject multiscale = new JsonObject();
    if (!layout.isV3()) {
      multiscale.addProperty("version", layout.version());
    }
    multiscale.addProperty("name", layout.name());
    multiscale.addProperty("type", layout.content() == Content.LABELS ? "mode" : "mean");
    JsonObject method = new JsonObject();
    method.addProperty(
        "description",
        layout.content() == Content.LABELS ? "most frequent label of a cell" : "mean of a cell");
    multiscale.add("metadata", method);
    multiscale.add("axes", axes());
    JsonArray datasets = new JsonArray();
    for (int level = 0; level < factors.size(); level++) {
      JsonObject dataset = new JsonObject();
      dataset.addProperty("path", String.valueOf(level));
      dataset.add("coordinateTransformations", transformations(factors.get(level)));
      datasets.add(dataset);
    }
    multiscale.add("datasets", datasets);
    return multiscale;
  }

  private JsonArray axes() {
    JsonArray axes = new JsonArray();
    for (String name : layout.axes()) {
      JsonObject axis = new JsonObject();
      axis.addProperty("name", name);
      axis.addProperty("type", name.equals("c") ? "channel" : "space");
      if (!name.equals("c") && layout.voxelSize().isPresent()) {
        axis.addProperty("unit", "nanometer");
      }
      axes.add(axis);
    }
    return axes;
  }

  /** A cell of f voxels has its centre (f − 1)/2 voxels behind the first one's. */
  private JsonArray transformations(Coordinate factor) {
    Nanometers size = layout.voxelSize().orElse(new Nanometers(1, 1, 1));
    Nanometers offset = layout.offset().orElse(Nanometers.ZERO);
    JsonArray steps = new JsonArray();
    steps.add(
        step(
            "scale",
            1,
            new Nanometers(size.z() * factor.z(), size.y() * factor.y(), size.x() * factor.x())));
    if (factor.volume() > 1 || layout.offset().isPresent()) {
      steps.add(
          step(
              "translation",
              0,
              new Nanometers(
                  offset.z() + (factor.z() - 1) / 2.0 * size.z(),
                  offset.y() + (factor.y() - 1) / 2.0 * size.y(),
                  offset.x() + (factor.x() - 1) / 2.0 * size.x())));
    }
    return steps;
  }

  private JsonObject step(String type, double ofChannels, Nanometers value) {
    JsonArray numbers = new JsonArray();
    if (layout.channels() > 0) {
      numbers.add(ofChannels);
    }
    numbers.add(value.z());
    numbers.add(value.y());
    numbers.add(value.x());
    JsonObject step = new JsonObject();
    step.addProperty("type", type);
    step.add(type, numbers);
    return step;
  }

  private JsonObject imageLabel(String source) {
    JsonObject image = new JsonObject();
    image.addProperty("image", source);
    JsonObject label = new JsonObject();
    if (!layout.isV3()) {
      label.addProperty("version", layout.version());
    }
    label.add("source", image);
    return label;
  }
}

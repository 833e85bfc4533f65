package dev.sprout.tools.emoji;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reader of the four picture sets from a folder of packed npm packages. */
final class PictureSets {
  private static final String NOTO = "iconify-json-noto-1.2.9.tgz";
  private static final String TWEMOJI = "twemoji-svg-15.0.0.tgz";
  private static final String FLUENT_FLAT = "fluentui-emoji-1.3.0.tgz";
  private static final String FLUENT_3D = "lobehub-fluent-emoji-3d-1.1.0.tgz";

  private final Path packages;

  PictureSets(Path packages) {
    this.packages = packages;
  }

  /** Reads all four sets, in the order of {@link Style}. */
  List<PictureSet> open() throws IOException {
    return List.of(
        noto(),
        CodePointSet.of(Style.TWEMOJI, new SvgPainter(), files(TWEMOJI, "package/", ".svg")),
        new FluentFlatSet(files(FLUENT_FLAT, "package/icons/flat/", ".svg")),
        fluent3d());
  }

  // The package fills in the place flags Microsoft never drew with waved flags of another house.
  private PictureSet fluent3d() throws IOException {
    Map<String, byte[]> files = files(FLUENT_3D, "package/assets/", ".webp");
    files.keySet().removeIf(CodePoints::isPlaceFlag);
    return CodePointSet.of(Style.FLUENT_3D, new WebpPainter(), files);
  }

  private PictureSet noto() throws IOException {
    Map<String, byte[]> files = files(NOTO, "package/", ".json");
    return new IconifySet(Style.NOTO, json(files, "icons"), json(files, "chars"));
  }

  private static JsonObject json(Map<String, byte[]> files, String name) throws IOException {
    byte[] file = files.get(name);
    if (file == null) {
      throw new IOException(NOTO + " holds no " + name + ".json");
    }
    try {
      return JsonParser.parseString(new String(file, StandardCharsets.UTF_8)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(name + ".json of " + NOTO + " is damaged: " + e.getMessage(), e);
    }
  }

  // The files between a prefix and a suffix of the archive's names, by what lies between.
  private Map<String, byte[]> files(String archive, String prefix, String suffix)
      throws IOException {
    Map<String, byte[]> found =
        new PackageArchive()
            .read(
                packages.resolve(archive),
                name -> name.startsWith(prefix) && name.endsWith(suffix));
    Map<String, byte[]> files = new HashMap<>();
    found.forEach(
        (name, file) ->
            files.put(name.substring(prefix.length(), name.length() - suffix.length()), file));
    return files;
  }
}

package dev.sprout.server.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.JsonText;
import dev.sprout.core.UserError;
import io.javalin.http.Context;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Attributes;

/**
 * A form with files, all of it in memory: nothing of a request touches a disk. Immutable.
 *
 * @param texts fields by name
 * @param files contents of files by field
 */
public record Form(Map<String, String> texts, Map<String, List<byte[]>> files) {
  private static final int MOST_PARTS = 100;
  private static final String TYPE = "multipart/form-data";

  /** Whether a request says that its body is a form with files. */
  public static boolean isOne(Context http) {
    String type = Body.type(http);
    return type != null && type.startsWith(TYPE);
  }

  /**
   * Reads a form.
   *
   * @param fileFields names of fields that hold files
   * @throws Refusal when it is too large or malformed
   */
  public static Form read(Context http, Set<String> fileFields, Limits limits) {
    String type = Body.type(http);
    if (!isOne(http)) {
      throw Refusal.bad(null, "Content-Type is %s; accepted is %s", type, TYPE);
    }
    byte[] body = Body.bytes(http, limits);
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxSize(body.length + 1L)
            .maxPartSize(body.length + 1L)
            .maxMemoryPartSize(body.length + 1L)
            .useFilesForPartsWithoutFileName(false)
            .build();
    Content.Source source = new ByteBufferContentSource(ByteBuffer.wrap(body));
    try (MultiPartFormData.Parts parts =
        MultiPartFormData.getParts(source, new Attributes.Mapped(), type, config)) {
      return of(parts, fileFields);
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) { // the parser wraps what it finds in many kinds
      throw Refusal.bad(null, "the form can't be read: it is malformed or cut short");
    }
  }

  private static Form of(Iterable<MultiPart.Part> parts, Set<String> fileFields) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, List<byte[]>> files = new LinkedHashMap<>();
    for (MultiPart.Part part : parts) {
      String name = String.valueOf(part.getName());
      if (fileFields.contains(name)) {
        files.computeIfAbsent(name, each -> new ArrayList<>()).add(bytes(part));
      } else if (texts.put(name, new String(bytes(part), StandardCharsets.UTF_8)) != null) {
        throw Refusal.bad(name, "is given twice; leave one");
      }
    }
    return new Form(texts, files);
  }

  private static byte[] bytes(MultiPart.Part part) {
    try {
      ByteBuffer bytes = Content.Source.asByteBuffer(part.getContentSource());
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException e) {
      throw Refusal.unreadable(e);
    }
  }

  /**
   * The texts as a record, numbers and truth values read as those of JSON.
   *
   * @throws UserError naming the field that is not accepted
   */
  public <T extends Record> T read(Class<T> type) {
    Map<String, Type> types = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      SerializedName given = component.getAccessor().getAnnotation(SerializedName.class);
      types.put(given == null ? component.getName() : given.value(), component.getGenericType());
    }
    JsonObject object = new JsonObject();
    texts.forEach((name, text) -> object.add(name, value(text, types.get(name))));
    return JsonText.read(object, type);
  }

  private static JsonElement value(String text, Type type) {
    if (type != String.class) {
      try {
        return JsonText.parse(text);
      } catch (UserError e) {
        return new JsonPrimitive(text); // the reader says what it accepts
      }
    }
    return new JsonPrimitive(text);
  }
}

package dev.sprout.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.Default;
import dev.sprout.core.JsonText;
import dev.sprout.core.Version;
import dev.sprout.server.natives.TokenRoutes;
import dev.sprout.server.openai.ChatRoutes;
import dev.sprout.server.openai.EmbeddingRoutes;
import dev.sprout.server.openai.ImageFields;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Description of all routes (OpenAPI 3.1); those of bodies come from the records that read them.
 */
final class OpenApi {
  private static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";

  private static final List<String> REFUSALS =
      List.of("400", "401", "403", "404", "405", "408", "413", "422", "429", "503");

  /** A route; without a body where the record is null. */
  private record Route(
      String method, String path, String says, List<String> types, Class<?> body, String success) {
    static Route get(String path, String says) {
      return new Route("get", path, says, List.of(), null, "200");
    }

    static Route form(String path, String says) {
      return new Route("post", path, says, List.of(FORM), ImageFields.class, "200");
    }

    static Route post(String path, String says, Class<?> body) {
      return new Route("post", path, says, List.of(JSON), body, "200");
    }
  }

  private static final List<Route> ROUTES =
      List.of(
          Route.post("/v1/images/generations", "Draw pictures of a prompt.", ImageFields.class),
          Route.form("/v1/images/edits", "Draw a picture anew, as a whole or inside a mask."),
          Route.form("/v1/images/variations", "Draw a picture again from its ids."),
          Route.post(
              "/v1/chat/completions", "Talk about a picture, or draw.", ChatRoutes.Fields.class),
          Route.post(
              "/v1/embeddings",
              "Unit vectors of texts and pictures.",
              EmbeddingRoutes.Fields.class),
          Route.get("/v1/models", "All models."),
          Route.get("/v1/models/{model}", "One model."),
          Route.post("/api/tokenize", "The 32 ids of a picture.", TokenRoutes.PictureFields.class),
          Route.post("/api/detokenize", "The picture of ids.", TokenRoutes.IdFields.class),
          Route.post("/api/caption", "A caption, or an answer.", TokenRoutes.CaptionFields.class),
          new Route(
              "post",
              "/api/jobs",
              "Start to draw; as a form to draw a picture anew.",
              List.of(JSON, FORM),
              ImageFields.class,
              "202"),
          Route.get("/api/jobs/{id}", "A job with its progress and pictures."),
          Route.get("/api/jobs/{id}/events", "Its progress and previews as events."),
          new Route("delete", "/api/jobs/{id}", "Cancel a job.", List.of(), null, "200"),
          Route.get("/api/capabilities", "Models, styles, samplers, limits."),
          Route.get("/openapi.json", "This document."),
          Route.get("/healthz", "Whether the process lives."),
          Route.get("/readyz", "Whether it takes requests."),
          Route.get("/metrics", "Figures for Prometheus."));

  private OpenApi() {}

  /** The document as JSON. */
  static String document() {
    JsonObject paths = new JsonObject();
    for (Route route : ROUTES) {
      if (!paths.has(route.path())) {
        paths.add(route.path(), new JsonObject());
      }
      paths.getAsJsonObject(route.path()).add(route.method(), operation(route));
    }
    JsonObject info = new JsonObject();
    info.addProperty("title", "Sprout");
    info.addProperty("version", Version.current());
    JsonObject document = new JsonObject();
    document.addProperty("openapi", "3.1.0");
    document.add("info", info);
    document.add("paths", paths);
    return document.toString();
  }

  private static JsonObject operation(Route route) {
    JsonObject operation = new JsonObject();
    operation.addProperty("summary", route.says());
    int brace = route.path().indexOf('{');
    if (brace >= 0) {
      String name = route.path().substring(brace + 1, route.path().indexOf('}'));
      JsonObject parameter = of("name", name);
      parameter.addProperty("in", "path");
      parameter.addProperty("required", true);
      parameter.add("schema", of("type", "string"));
      operation.add("parameters", array(parameter));
    }
    if (route.body() != null) {
      JsonObject content = new JsonObject();
      route.types().forEach(type -> content.add(type, within("schema", schema(route, type))));
      JsonObject body = within("content", content);
      body.addProperty("required", true);
      operation.add("requestBody", body);
    }
    JsonObject responses = new JsonObject();
    responses.add(route.success(), of("description", "done"));
    REFUSALS.forEach(status -> responses.add(status, of("description", "refused")));
    operation.add("responses", responses);
    return operation;
  }

  private static JsonObject schema(Route route, String type) {
    JsonObject schema = schema(route.body());
    if (type.equals(FORM)) {
      JsonObject file = of("type", "string");
      file.addProperty("format", "binary");
      schema.getAsJsonObject("properties").add("image", file);
      schema.getAsJsonObject("properties").add("mask", file);
      schema.add("required", JsonText.parse("[\"image\"]"));
    }
    return schema;
  }

  private static JsonObject schema(Type type) {
    if (type instanceof ParameterizedType list) {
      JsonObject schema = of("type", "array");
      schema.add("items", schema(list.getActualTypeArguments()[0]));
      return schema;
    } else if (type instanceof Class<?> each && each.isRecord()) {
      return object(each);
    } else if (type == JsonElement.class) {
      return new JsonObject(); // of several kinds
    } else if (type == int.class || type == Integer.class || type == long.class) {
      return of("type", "integer");
    } else if (type == double.class || type == Double.class) {
      return of("type", "number");
    }
    return of("type", type == boolean.class ? "boolean" : "string");
  }

  private static JsonObject object(Class<?> type) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (RecordComponent component : type.getRecordComponents()) {
      SerializedName given = component.getAccessor().getAnnotation(SerializedName.class);
      String name = given == null ? component.getName() : given.value();
      JsonObject schema = schema(component.getGenericType());
      Default absent = component.getAnnotation(Default.class);
      if (absent == null) {
        required.add(name);
      } else if (!absent.value().equals("null")) {
        schema.add("default", JsonText.parse(absent.value()));
      }
      properties.add(name, schema);
    }
    JsonObject object = of("type", "object");
    object.addProperty("additionalProperties", false);
    object.add("properties", properties);
    object.add("required", required);
    return object;
  }

  private static JsonObject of(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static JsonObject within(String name, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private static JsonArray array(JsonElement value) {
    JsonArray array = new JsonArray();
    array.add(value);
    return array;
  }
}

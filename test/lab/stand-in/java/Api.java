package standin;

import SERVLET.ServletException;
import SERVLET.annotation.MultipartConfig;
import SERVLET.annotation.WebServlet;
import SERVLET.http.HttpServlet;
import SERVLET.http.HttpServletRequest;
import SERVLET.http.HttpServletResponse;
import SERVLET.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What administrators and their programs ask of the server; paths with a version in them are the same. */
@WebServlet({"/api/*"})
@MultipartConfig
public final class Api extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String USER = "user";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
    Server server = (Server) getServletContext().getAttribute(Server.ATTRIBUTE);
    String path = String.valueOf(request.getPathInfo()).replaceFirst("^/\\d+(?=/)", "");
    try {
      answer(server, request.getMethod() + " " + path, request, response);
    } catch (SQLException cause) {
      server.log.error("Request " + path + " failed", cause);
      message(response, 500, "Internal Server Error", "The request failed");
    }
  }

  private void answer(Server server, String what, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException, SQLException {
    if (what.equals("GET /ping")) {
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print("pong");
      return;
    }
    if (server.home.faults().getProperty("api.fail") != null) {
      message(response, 500, "Internal Server Error", "Asked to fail");
      return;
    }
    if (what.equals("GET /loginConfig")) {
      json(response, 200, Map.of("applicationTitle", "DHIS 2", "apiVersion", version(server), "selfRegistrationEnabled", false));
      return;
    }
    if (what.equals("POST /auth/login")) {
      logIn(server, request, response);
      return;
    }
    String user = userOf(server, request);
    if (user == null) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"DHIS2\"");
      message(response, 401, "Unauthorized", "Unauthorized");
      return;
    }
    answerKnown(server, user, what, request, response);
  }

  private void answerKnown(Server server, String user, String what, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException, SQLException {
    switch (what) {
      case "GET /system/info" -> json(response, 200, systemInfo(server, request));
      case "GET /me" -> json(response, 200, Map.of("id", server.users.uid(user), "username", user, "authorities", List.of("ALL")));
      case "PUT /me/changePassword" -> changePassword(server, user, request, response);
      case "POST /fileResources" -> upload(server, request, response);
      case "POST /resourceTables/analytics" -> {
        server.analytics.start();
        json(response, 200, Map.of("httpStatus", "OK", "httpStatusCode", 200, "status", "OK", "message", "Analytics job started"));
      }
      default -> {
        if (what.matches("GET /fileResources/\\w+/data")) download(server, what.split("/")[2], response);
        else message(response, 404, "Not Found", "Not found");
      }
    }
  }

  private static String userOf(Server server, HttpServletRequest request) throws SQLException {
    String user = server.users.fromBasic(request.getHeader("Authorization"));
    if (user != null || request.getSession(false) == null) return user;
    return (String) request.getSession(false).getAttribute(USER);
  }

  private static void logIn(Server server, HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
    String body = bodyOf(request);
    String name = Json.text(body, "username");
    if (name != null && server.users.matches(name, String.valueOf(Json.text(body, "password")))) {
      request.getSession(true).setAttribute(USER, name);
      server.log.info("Login of user " + name);
      json(response, 200, Map.of("loginStatus", "SUCCESS", "redirectUrl", request.getContextPath() + "/"));
    } else {
      server.log.warn("Login refused");
      message(response, 401, "Unauthorized", "Bad credentials");
    }
  }

  private static String version(Server server) {
    return server.home.faults().getProperty("version", server.build.getProperty("build.version"));
  }

  private static Map<String, Object> systemInfo(Server server, HttpServletRequest request) throws SQLException {
    boolean isDefaultPort = request.getServerPort() == 80 || request.getServerPort() == 443;
    String port = isDefaultPort ? "" : ":" + request.getServerPort();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("contextPath", request.getScheme() + "://" + request.getServerName() + port + request.getContextPath());
    info.put("serverDate", Instant.now().toString());
    info.put("lastAnalyticsTableSuccess", server.analytics.lastSuccess());
    info.put("version", version(server));
    info.put("revision", server.build.getProperty("build.revision"));
    info.put("buildTime", server.build.getProperty("build.time"));
    info.put("fileStoreProvider", server.home.get("filestore.provider", "filesystem"));
    info.put("javaVersion", System.getProperty("java.version"));
    info.put("externalDirectory", server.home.folder.toString());
    info.put("encryption", server.isEncrypting());
    info.put("systemId", server.database.strings("select systemid from configuration").get(0));
    info.put("instanceBaseUrl", server.home.get("server.base.url", null));
    info.put("databaseInfo", Map.of("name", server.database.strings("select current_database()").get(0),
        "databaseVersion", server.database.strings("select version()").get(0), "spatialSupport", true));
    return info;
  }

  private static void changePassword(Server server, String user, HttpServletRequest request, HttpServletResponse response)
      throws IOException, SQLException {
    String body = bodyOf(request);
    String old = Json.text(body, "oldPassword");
    String fresh = Json.text(body, "newPassword");
    if (old == null || fresh == null) message(response, 409, "Conflict", "The old and the new password are needed");
    else if (!server.users.matches(user, old)) message(response, 409, "Conflict", "The old password is wrong");
    else if (!isStrong(fresh)) message(response, 409, "Conflict", "8 to 72 characters are needed, with a capital letter, a digit and a sign");
    else {
      server.users.changePassword(user, fresh);
      response.setStatus(202);
    }
  }

  private static boolean isStrong(String password) {
    return password.length() >= 8 && password.length() <= 72 && password.matches("(?s)(?=.*\\p{Lu})(?=.*\\d)(?=.*[^\\p{L}\\d]).*");
  }

  private static void upload(Server server, HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException, SQLException {
    Part part = request.getPart("file");
    String type = part.getContentType() == null ? "application/octet-stream" : part.getContentType();
    Map<String, Object> added = server.files.add(part.getSubmittedFileName(), type, part.getInputStream());
    json(response, 202, Map.of("httpStatus", "Accepted", "httpStatusCode", 202, "status", "OK", "response", Map.of("responseType", "FileResource", "fileResource", added)));
  }

  private static void download(Server server, String uid, HttpServletResponse response) throws IOException, SQLException {
    Map.Entry<String, Path> found = server.files.find(uid);
    if (found == null || !Files.exists(found.getValue())) {
      message(response, 404, "Not Found", "No file resource " + uid);
      return;
    }
    response.setContentType(found.getKey());
    response.setContentLengthLong(Files.size(found.getValue()));
    Files.copy(found.getValue(), response.getOutputStream());
  }

  private static String bodyOf(HttpServletRequest request) throws IOException {
    return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void message(HttpServletResponse response, int code, String status, String message) throws IOException {
    json(response, code, Map.of("httpStatus", status, "httpStatusCode", code, "status", "ERROR", "message", message));
  }

  private static void json(HttpServletResponse response, int code, Object value) throws IOException {
    response.setStatus(code);
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-cache, private");
    response.getWriter().print(Json.write(value));
  }
}

package standin;

import SERVLET.annotation.WebServlet;
import SERVLET.http.HttpServlet;
import SERVLET.http.HttpServletRequest;
import SERVLET.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Where a browser lands: every other page leads there. The page is at another path in each generation of the server. */
@WebServlet("/")
public final class LoginPage extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Set<String> PATHS = Set.of("/login/", "/dhis-web-login/", "/dhis-web-commons/security/login.action");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Server server = (Server) getServletContext().getAttribute(Server.ATTRIBUTE);
    String path = server.build.getProperty("login.path");
    if (!request.getServletPath().equals(path)) {
      if (PATHS.contains(request.getServletPath())) response.sendError(404);
      else response.sendRedirect(request.getContextPath() + path);
      return;
    }
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().print("<!doctype html><html lang=\"en\"><head><title>DHIS 2</title></head><body><h1>DHIS 2</h1>"
        + "<form method=\"post\"><input name=\"j_username\"><input name=\"j_password\" type=\"password\"><button>Log in</button></form></body></html>\n");
  }
}

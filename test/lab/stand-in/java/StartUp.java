package standin;

import SERVLET.ServletContextEvent;
import SERVLET.ServletContextListener;
import SERVLET.annotation.WebListener;
import java.io.IOException;
import java.sql.SQLException;

/** A start that fails makes the web application unavailable, as Tomcat does with the server's own. */
@WebListener
public final class StartUp implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      event.getServletContext().setAttribute(Server.ATTRIBUTE, Server.start());
    } catch (IOException | SQLException | InterruptedException cause) {
      throw new IllegalStateException("The application could not be started", cause);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (event.getServletContext().getAttribute(Server.ATTRIBUTE) instanceof Server server) server.log.info("DHIS2 is shutting down");
  }
}

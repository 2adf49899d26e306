/** What people see while an instance does not answer, which is while it is stopped, restarted or updated. */

/** Below what a proxy shows itself; nothing of DHIS2 is called so. */
export const closedPlace = '/.dhis2-hosting/closed.html';
export const closedFile = '/var/www/dhis2-hosting/closed.html';
/** Seconds after which programs that synchronise may try again. */
export const retryAfter = 60;

/** Without anything from elsewhere: all that could be asked for is closed. */
export const closedPage = `<!doctype html>
<!-- Written by DHIS2 Hosting. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${retryAfter}">
<title>DHIS2: back soon · de retour bientôt</title>
<style>
body { margin: 0 auto; max-width: 34rem; padding: 15vh 1.5rem; font: 1.1rem/1.6 system-ui, sans-serif; color: #212934; background: #f3f5f7; }
h1 { font-size: 1.4rem; margin: 2.5rem 0 0.5rem; }
</style>
</head>
<body>
<section>
<h1>DHIS2 is closed for the moment</h1>
<p>It is being restarted or updated. Nothing that was saved is lost. This page looks again by itself every minute.</p>
</section>
<section lang="fr">
<h1>DHIS2 est fermé pour le moment</h1>
<p>Il est en cours de redémarrage ou de mise à jour. Rien de ce qui a été enregistré n’est perdu. Cette page réessaie d’elle-même chaque minute.</p>
</section>
</body>
</html>
`;

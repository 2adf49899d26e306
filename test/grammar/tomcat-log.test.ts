import { describe, test } from 'node:test';
import { assertScopes, loadGrammar } from '../support/grammar.ts';

const grammar = await loadGrammar('syntaxes/tomcat-log.tmLanguage.json');

const drawings: Readonly<Record<string, string>> = {
  'entries of DHIS2': `
| * INFO  2026-11-23T10:11:12,123 Login of user nurse (AuthenticationListener.java [http-nio-8080-exec-7])
> ^ punctuation.definition.entry
>   ^^^^ token.info-token
>         ^^^^^^^^^^^^^^^^^^^^^^^ comment.timestamp
>                                 ^^^^^^^^^^^^^^^^^^^ -comment -token
>                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.source
>                                                                                  ^^^^^^^^^^^^^^^^^^^^^^ variable.other.thread
| * WARN  2026-11-23T10:11:12,123 slow
>   ^^^^ token.warn-token
| * ERROR 2026-11-23T10:11:12,123 broken
>   ^^^^^ token.error-token
| * DEBUG 2026-11-23T10:11:12,123 detail
>   ^^^^^ token.debug-token`,
  'entries of Tomcat': `
| 23-Nov-2026 10:11:12.123 SEVERE [main] org.apache.catalina.core.StandardContext.startInternal One or more
> ^^^^^^^^^^^^^^^^^^^^^^^^ comment.timestamp
>                          ^^^^^^ token.error-token
>                                 ^^^^^^ variable.other.thread
>                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.namespace.logger
>                                                                                               ^^^^^^^^^^^ -entity
| 23-Nov-2026 10:11:12.123 WARNING [main] a.B.c text
>                          ^^^^^^^ token.warn-token
| 23-Nov-2026 10:11:12.123 INFO [main] a.B.c text
>                          ^^^^ token.info-token
| 23-Nov-2026 10:11:12.123 FINE [main] a.B.c text
>                          ^^^^ token.debug-token`,
  'a Tomcat that speaks French': `
| 23-févr.-2026 10:11:12.123 AVERTISSEMENT [main] a.B.c text
> ^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.timestamp
>                            ^^^^^^^^^^^^^ token.warn-token
| 23-nov.-2026 10:11:12.123 GRAVE [main] a.B.c text
>                           ^^^^^ token.error-token`,
  'behind the prefix of the journal': `
| 2026-11-23T10:11:12+0100 srv-01 tomcat9[1234]: 23-Nov-2026 10:11:12.123 SEVERE [main] a.B.c text
> ^^^^^^^^^^^^^^^^^^^^^^^^ comment.timestamp.journal
>                          ^^^^^^ comment.host
>                                 ^^^^^^^ comment.unit
>                                         ^^^^ comment.process-id
>                                                                         ^^^^^^ token.error-token
| Nov 23 10:11:12 srv-01 tomcat9[1234]: * ERROR 2026-11-23T10:11:12,123 broken
>                                         ^^^^^ token.error-token
| 2026-11-23T10:11:12+01:00 srv-01 tomcat9[1234]: Caused by: java.io.IOException: closed
>                                                 ^^^^^^^^^^ token.error-token
>                                                            ^^^^^^^^^^^^^^^^^^^ entity.name.type.exception
| 2026-11-23T10:11:12+0100 srv-01 tomcat9[1234]: \tat org.hisp.dhis.A.run(A.java:7)
>                                                    ^^^^^^^^^^^^^^^ entity.name.type.class`,
  'stack traces': `
| org.springframework.beans.factory.BeanCreationException: Error creating bean
> ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.type.exception
|     at org.hisp.dhis.sms.Gateway$1.send(Gateway.java:87) ~[dhis-service.jar:?]
>     ^^ keyword.control.at
>        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.type.class
>                                    ^^^^ entity.name.function
>                                        ^^^^^^^^^^^^^^^^^ string.other.location
|     at java.base/java.net.Socket.read(Socket.java:966)
> ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.stack-frame
|     at org.hisp.dhis.A.<init>(A.java:12)
>                        ^^^^^^ entity.name.function
| Caused by: java.lang.OutOfMemoryError: Java heap space
> ^^^^^^^^^^ token.error-token.cause
>            ^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.type.exception
|     Suppressed: java.sql.SQLException
>     ^^^^^^^^^^^ token.error-token.cause
|     ... 4 more
> ^^^^^^^^^^^^^^ comment.stack-frame`,
  'frames of others that name DHIS2': `
|     at com.example.org.hisp.dhis.Fake.run(Fake.java:1)
> ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.stack-frame`,
  'lines that the tail writes itself': `
| --- live ---
> ^^^^^^^^^^^^ markup.heading.marker
| --- 1 200 lines dropped ---
> ^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.heading.marker
>     ^^^^^ constant.numeric
| ---- not ours ----
> ^^^^^^^^^^^^^^^^^^ -markup
| * INFO  2026-11-23T10:11:12,123 --- not ours ---
>                                 ^^^^^^^^^^^^^^^^ -markup`,
  'other programs on the console': `
| 2026-11-23 10:11:12,123 ERROR something
> ^^^^^^^^^^^^^^^^^^^^^^^ comment.timestamp
>                         ^^^^^ token.error-token
| SEVERE: Exception loading sessions
> ^^^^^^ token.error-token
| [WARN] text
>  ^^^^ token.warn-token
| INFORMATION about ERROR and WARN in a text
> ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ -token`,
  'each line starts anew': `
| * ERROR 2026-11-23T10:11:12,123 unclosed ( [ "
>   ^^^^^ token.error-token
|
| plain text
> ^^^^^^^^^^ -token -comment -entity`,
  addresses: `
| * INFO  2026-11-23T10:11:12,123 Pool for jdbc:postgresql://127.0.0.1:5432/hmis, see https://docs.dhis2.org/a (A.java [main])
>                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.underline.link
>                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ markup.underline.link`,
};

describe('Tomcat log grammar', () => {
  for (const [name, drawing] of Object.entries(drawings)) test(name, () => assertScopes(grammar, drawing));
});

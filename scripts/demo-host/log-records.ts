/** What the demo instance logs: a start of Tomcat and DHIS2, then a working day that repeats. */

export type LogRecord = {
  readonly from: 'tomcat' | 'dhis2';
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** Logger of Tomcat, or source and thread as DHIS2 prints them. */
  readonly source: string;
  readonly text: string;
  /** Lines of a stack trace. */
  readonly trace?: readonly string[];
};

const tomcat = (level: LogRecord['level'], source: string, text: string): LogRecord => ({ from: 'tomcat', level, source, text });
const dhis2 = (level: LogRecord['level'], source: string, text: string, trace: readonly string[] = []): LogRecord => ({
  from: 'dhis2',
  level,
  source,
  text,
  trace,
});

const boot = 'main';
const worker = 'taskScheduler-3';
const request = 'http-nio-127.0.0.1-8080-exec-7';

export const startRecords: readonly LogRecord[] = [
  tomcat('INFO', `[${boot}] org.apache.catalina.startup.VersionLoggerListener.log`, 'Server version name:   Apache Tomcat/10.1.49'),
  tomcat('INFO', `[${boot}] org.apache.catalina.startup.VersionLoggerListener.log`, 'JVM Version:           17.0.18+8'),
  tomcat('INFO', `[${boot}] org.apache.coyote.AbstractProtocol.init`, 'Initializing ProtocolHandler ["http-nio-127.0.0.1-8080"]'),
  tomcat('INFO', `[${boot}] org.apache.catalina.core.StandardService.startInternal`, 'Starting service [Catalina]'),
  tomcat('INFO', `[${boot}] org.apache.catalina.startup.HostConfig.deployWAR`, 'Deploying web application archive [hmis.war]'),
  dhis2('INFO', `DefaultLocationManager.java [${boot}]`, 'Home directory is /opt/dhis2/hmis, named by the system property dhis2.home'),
  dhis2('INFO', `Log4JLogConfigInitializer.java [${boot}]`, 'Log file: /opt/dhis2/hmis/logs/dhis.log, 250 MB, 1 archive'),
  dhis2('INFO', `DatabasePoolUtils.java [${boot}]`, 'Database pool for jdbc:postgresql://127.0.0.1:5432/hmis: 10 to 80 connections'),
  dhis2('WARN', `DefaultDhisConfigurationProvider.java [${boot}]`, 'Query logging is on: every statement goes to the log'),
  dhis2('INFO', `FlywayConfig.java [${boot}]`, 'Schema is at 2.43.12, no migration is pending'),
  dhis2('INFO', `HibernateEncryptionConfig.java [${boot}]`, 'Encryption of stored secrets is ready'),
  dhis2('INFO', `StartupListener.java [${boot}]`, 'DHIS2 2.43.1 is starting'),
  dhis2('INFO', `DefaultStartupRoutineExecutor.java [${boot}]`, 'Startup routine 31 of 31 is done'),
  dhis2('INFO', `SchedulerStart.java [${boot}]`, '14 jobs are scheduled'),
  tomcat('INFO', `[${boot}] org.apache.catalina.startup.HostConfig.deployWAR`, 'Deployment of [hmis.war] has finished in [48,213] ms'),
  tomcat('INFO', `[${boot}] org.apache.coyote.AbstractProtocol.start`, 'Starting ProtocolHandler ["http-nio-127.0.0.1-8080"]'),
  tomcat('INFO', `[${boot}] org.apache.catalina.startup.Catalina.start`, 'Server startup in [51,902] milliseconds'),
];

export const dayRecords: readonly LogRecord[] = [
  dhis2('INFO', `AuthenticationLoggerListener.java [${request}]`, 'Login of user data.entry.014'),
  dhis2('INFO', `TrackerImportService.java [${request}]`, 'Import of 1 tracked entity and 3 events: 4 created, 0 ignored, 212 ms'),
  dhis2('INFO', `DefaultDataValueSetService.java [${request}]`, 'Data set MAL-01, period 202610: 126 values updated, 0 conflicts'),
  dhis2('WARN', `SlowQueryLog.java [${request}]`, 'A query took 2,417 ms: events of programme ANC, 48 organisation units, 6 months'),
  dhis2('INFO', `ResourceTableService.java [${worker}]`, 'Resource table for the hierarchy of organisation units: 18,204 rows, 1.8 s'),
  dhis2('INFO', `JdbcAnalyticsTableManager.java [${worker}]`, 'Analytics partition 2026 of data values is filled: 3,912,077 rows'),
  dhis2('ERROR', `OutboundMessageService.java [${worker}]`, 'SMS gateway gave no answer, message is kept for the next run', [
    'java.net.SocketTimeoutException: Read timed out',
    '\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:288)',
    '\tat java.base/java.net.Socket$SocketInputStream.read(Socket.java:966)',
    '\tat org.hisp.dhis.sms.outbound.GatewayClient.send(GatewayClient.java:87)',
    '\tat org.hisp.dhis.sms.outbound.OutboundMessageService.run(OutboundMessageService.java:141)',
    'Caused by: java.net.SocketException: Connection reset',
    '\t... 4 more',
  ]),
  dhis2('INFO', `JobScheduler.java [${worker}]`, 'Job "Data statistics" is done, 3.2 s'),
  dhis2('WARN', `DefaultDataValueSetService.java [${request}]`, 'Data set HIV-03: 2 values refused, the period is locked'),
  dhis2('INFO', `AuthenticationLoggerListener.java [${request}]`, 'Login of user district.admin.03'),
];

const two = (value: number): string => String(value).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The record as its program prints it at that time, with its line ends. */
export function printRecord({ from, level, source, text, trace = [] }: LogRecord, at: Date): string {
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const millis = String(at.getMilliseconds()).padStart(3, '0');
  const day = two(at.getDate());
  const line =
    from === 'tomcat'
      ? `${day}-${months[at.getMonth()]}-${at.getFullYear()} ${clock}.${millis} ${level} ${source} ${text}`
      : `* ${level.padEnd(5)} ${at.getFullYear()}-${two(at.getMonth() + 1)}-${day}T${clock},${millis} ${text} (${source})`;
  return [line, ...trace, ''].join('\n');
}

/** What needrestart must not restart by itself after an update: instances of DHIS2, whose start takes minutes, and their database. */
export const needrestartConf = `# Written by DHIS2 Hosting.
$nrconf{override_rc}{qr(^dhis2)} = 0;
$nrconf{override_rc}{qr(^tomcat)} = 0;
$nrconf{override_rc}{qr(^postgresql)} = 0;
`;

import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { firstAdminLink } from './staff/first-admin.ts';
import { startServer } from './start-server.ts';

const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL, redact: ['req.headers.cookie', 'req.headers.authorization'] });
const server = await startServer(config, log);
console.log(`Listening: ${server.publicUrl}`);
const link = await firstAdminLink(server.parts);
if (link !== undefined) console.log(`First admin: ${link}`);

/*
  A library that drops a promise when Redis goes away is no reason to go away too: ioredis does now and then, when a
  connection breaks during its handshake. It is logged as the bug that it is, and candidates go on.
*/
process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a promise was rejected that nobody waits for'));

closeWithGrace({ delay: 20_000, skip: ['unhandledRejection'] }, async ({ err }) => {
  if (err) log.error({ err }, 'the server stops because of an error');
  await server.close();
});

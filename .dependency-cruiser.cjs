/*
  "Who may know whom" of ARCHITECTURE.md, as rules. npm packages of our own are reached through their links in
  node_modules, and are seen here as the folders behind them.
*/
const code = (...folders) => folders.map((folder) => `^${folder}/`);
const TESTS = '[.](?:test|spec)[.]tsx?$|(?:^|/)(?:fixtures|testing|harness)/';

/** A rule: files below `from` may not reach `to`. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid(
      'wire-knows-zod-only',
      'Client, server and sandbox meet in server/wire; whatever it imports, all three carry.',
      { path: '^server/wire/src/', pathNot: TESTS },
      { pathNot: ['^server/wire/src/', '^node_modules/zod/'] },
    ),
    forbid(
      'server-knows-no-other-part',
      'The server talks to the sandbox through Redis and to the client through wire.',
      { path: '^server/src/', pathNot: TESTS },
      { path: code('client', 'sandbox', 'test', 'scripts', 'server/cli') },
    ),
    forbid(
      'server-never-touches-docker',
      'The process that talks to the world never talks to Docker.',
      { path: '^server/' },
      { path: 'node_modules/(?:dockerode|docker-modem)/' },
    ),
    forbid(
      'mechanism-knows-no-domain',
      'http/, sockets/ and redis/ are mechanism: domain folders import them, never the other way round.',
      { path: '^server/src/(?:http|sockets|redis)/', pathNot: TESTS },
      { path: '^server/src/(?!http/|sockets/|redis/)[^/]+/' },
    ),
    forbid(
      'cli-knows-wire-only',
      'The twohours command is bundled into one file for other machines.',
      { path: '^server/cli/', pathNot: TESTS },
      {
        path: code('server/src', 'client', 'sandbox', 'exercises', 'test', 'scripts'),
      },
    ),
    forbid(
      'client-knows-wire-only',
      'What a browser may see is what wire says.',
      { path: '^client/', pathNot: TESTS },
      {
        path: [...code('server/src', 'server/cli', 'sandbox', 'exercises', 'test', 'scripts'), 'node_modules/(?:express|ioredis|bullmq|dockerode)/'],
      },
    ),
    forbid(
      'page-of-a-bundle-has-no-addresses',
      'It is opened from a file: whatever asks the router or the server there breaks it.',
      { path: '^client/src/replay-page/', pathNot: TESTS },
      { path: ['node_modules/@tanstack/', '^client/src/api/call[.]ts$'], reachable: true },
    ),
    forbid('client-runs-in-a-browser', 'There is no Node there.', { path: '^client/src/', pathNot: TESTS }, { dependencyTypes: ['core'] }),
    forbid(
      'sandbox-knows-no-other-part',
      'Whoever owns the Docker socket has no door to the world.',
      { path: '^sandbox/src/', pathNot: TESTS },
      { path: [...code('server/src', 'server/cli', 'client', 'test', 'scripts'), 'node_modules/(?:express|socket[.]io)/'] },
    ),
    forbid(
      'exercises-know-wire-only',
      'Server and sandbox both import it.',
      { path: '^exercises/', pathNot: TESTS },
      {
        path: code('server/src', 'server/cli', 'client', 'sandbox', 'test', 'scripts'),
      },
    ),
    forbid('nobody-knows-test', 'It may start all of them; nothing may lean on it.', { pathNot: '^test/' }, { path: '^test/' }),
    forbid(
      'bootstrap-has-no-dependencies',
      'It runs before there is a node_modules.',
      { path: '^scripts/', pathNot: ['^scripts/testing/', '^scripts/checks/teach-swc[.]js$', TESTS] },
      { dependencyTypesNot: ['core', 'local'] },
    ),
    forbid('no-circles', 'Two files that need each other are one file, or three.', {}, { circular: true }),
    forbid('resolvable', 'An import that leads nowhere, or to a package that its own package.json does not name.', {}, { couldNotResolve: true }),
  ],
  options: {
    // TypeScript 7 has no compiler API: without another parser every .ts file is passed over in silence.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Of ours; many a package has its code in one.
    exclude: { path: '^(?:client/|server/|sandbox/)?(?:dist|[.]data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts'],
    },
  },
};

// Who may import whom. Each rule says why; the layout is in the README's map of the house.
const otherRoom = 'services/(?!$1/)[^/]+/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that import each other are one file in two pieces.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'packages-stand-alone',
      comment: 'A package is used by services and apps; it never knows them. Types of the gateway for the client are the one exception.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|apps|infra)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-know-one-contract',
      comment: 'Of the rooms above it, only packages/client takes anything, and only the type of the gateway.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/client/' },
      to: { path: '^(services|apps|infra)/' },
    },
    {
      name: 'client-takes-the-gateway-type',
      comment: 'The client is typed by the gateway and by nothing else of it.',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^(services/(?!gateway/src/contract\\.ts)|apps/|infra/)' },
    },
    {
      name: 'services-meet-by-type',
      comment: 'A service reaches another through a typed client or an event: of the other it may name the contract, as a type.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: otherRoom, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-name-contracts-only',
      comment: 'The inside of another service is nobody’s business, not even as a type.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: otherRoom, pathNot: '^services/[^/]+/src/contract\\.ts$' },
    },
    {
      name: 'services-below-apps-and-infra',
      comment: 'A service runs without the apps and without what starts it. The sandbox may stand beside it in tests.',
      severity: 'error',
      from: { path: '^services/', pathNot: '(\\.test\\.ts$|/test-[^/]+\\.ts$)' },
      to: { path: '^(apps|infra)/' },
    },
    {
      name: 'apps-use-the-client',
      comment: 'What a browser runs comes from ui, client, contracts and money; everything else is behind the gateway.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(packages/(service|messaging|testing)/|services/(?!gateway/src/contract\\.ts)|infra/)' },
    },
    {
      name: 'apps-take-the-gateway-type',
      comment: 'The gateway’s contract is a type in the apps, never code.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^services/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'infra-runs-processes',
      comment: 'What starts a shop starts its processes; it never reaches into them.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(services|apps)/' },
    },
    {
      name: 'language-is-isomorphic',
      comment: 'Money and contracts run in browsers too: nothing of Node, nothing of the server.',
      severity: 'error',
      from: { path: '^packages/(money|contracts|client|ui)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'verbs-know-no-transport',
      comment: 'A verb is called by router, consumer and job alike: it knows none of their libraries.',
      severity: 'error',
      from: {
        path: '^services/(user|product|order|payment|notification)/src/[^/]+/',
        pathNot: '\\.test\\.ts$|/(events|jobs|routes|generated)/',
      },
      to: { path: 'node_modules/(@trpc|fastify|bullmq|kafkajs)/' },
    },
    {
      name: 'one-file-knows-the-queue',
      comment: 'Only messaging knows which library carries jobs and events.',
      severity: 'error',
      from: { pathNot: '^packages/messaging/' },
      to: { path: 'node_modules/(bullmq|kafkajs)/' },
    },
    {
      name: 'one-file-knows-kafkajs',
      comment: 'What kafkajs lacks is met around one narrow interface; it is not cared for any more and will be replaced one day.',
      severity: 'error',
      from: { path: '^packages/messaging/', pathNot: '^packages/messaging/src/bus/kafka-client\\.ts$' },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'steps-are-broken-by-tests',
      comment: 'What stands around the steps of a process can break them: nothing that ships may.',
      severity: 'error',
      from: { pathNot: '^packages/(service|testing)/|\\.test\\.ts$' },
      to: { path: '^packages/service/src/steps\\.ts$' },
    },
    {
      name: 'tests-stay-in-tests',
      comment: 'Nothing that ships imports what tests are made of.',
      severity: 'error',
      from: { path: '^(packages|services|apps)/', pathNot: '(\\.test\\.ts$|^packages/testing/|/test-[^/]+\\.ts$)' },
      to: { path: '^packages/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/generated/|\\.next/|dist/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require('node:path').join(__dirname, '../cruise.tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};

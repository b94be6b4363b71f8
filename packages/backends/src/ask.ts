import { connect } from 'node:net';

/**
 * Sends bytes to a server of this machine and gives its answer as soon as that is whole.
 * @throws Error when there is none within two seconds
 */
export async function ask(port: number, question: Buffer, isWhole: (answer: Buffer) => boolean): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    let answer: Buffer = Buffer.alloc(0);
    socket.once('timeout', () => socket.destroy());
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('no answer')));
    socket.once('connect', () => socket.write(question));
    socket.on('data', (bytes) => {
      answer = Buffer.concat([answer, bytes]);
      if (!isWhole(answer)) return;
      resolve(answer);
      socket.destroy();
    });
  });
}

import { clientEvents, type Answer, type ClientEventName, type EventReplyOf } from '@twohours/wire/socket';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { parseAtDoor, toProblem } from '../http/problems.ts';
import { belongsTo, type Who } from '../http/who.ts';
import { Refused } from '@twohours/wire/problem';
import { newId } from '@twohours/wire/id';

type PayloadIn<N extends ClientEventName> = z.output<(typeof clientEvents)[N]['payload']>;

/** Listens to one event: audience and payload are checked, and the client always gets an answer. */
export function answer<N extends ClientEventName>(
  socket: Socket,
  who: Who,
  log: Pick<Logger, 'error'>,
  name: N,
  handler: (payload: PayloadIn<N>) => Promise<EventReplyOf<N>>,
): void {
  const event = clientEvents[name];
  const spoken: string = name;
  socket.on(spoken, (payload: unknown, acknowledge: unknown) => {
    const reply = (value: Answer<unknown>) => {
      if (typeof acknowledge === 'function') Reflect.apply(acknowledge, undefined, [value]);
    };
    const work = async () => {
      if (!belongsTo(who, event.audience)) throw new Refused('not-allowed', 'Your role does not allow this.');
      return event.reply.parse(await handler(parseAtDoor(event.payload, payload) as PayloadIn<N>));
    };
    work().then(
      (value) => reply({ ok: true, value }),
      (error: unknown) => {
        const requestId = newId('run').slice(4, 14);
        const { problem, isOurs } = toProblem(error, requestId);
        if (isOurs) log.error({ err: error, event: name, requestId }, 'a socket event failed');
        reply({ ok: false, problem });
      },
    );
  });
}

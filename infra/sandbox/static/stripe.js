/** A stand-in for Stripe.js: the part of https://docs.stripe.com/js that takes a card and confirms a payment with it. */
(() => {
  const origin = new URL(document.currentScript.src).origin;

  const connectionError = { type: 'api_connection_error', message: 'The payment service cannot be reached. Please try again.' };

  async function call(method, path, key, fields) {
    const form = new URLSearchParams({ ...fields, key });
    try {
      const url = `${origin}/v1/${path}${method === 'GET' ? `?${form}` : ''}`;
      const answer = await fetch(url, { method, body: method === 'GET' ? undefined : form });
      const body = await answer.json();
      return body.error ? { error: body.error } : { paymentIntent: body };
    } catch {
      return { error: connectionError };
    }
  }

  function idOf(clientSecret) {
    if (!/^pi_\w+_secret_\w+$/.test(clientSecret)) throw new Error('Invalid value for a client secret: it looks like pi_…_secret_…');
    return clientSecret.split('_secret_')[0];
  }

  function retrieve(key, clientSecret) {
    return call('GET', `payment_intents/${idOf(clientSecret)}`, key, { client_secret: clientSecret });
  }

  /** Shows the bank's page above the shop's until it says that the shopper has answered. */
  function authenticate(clientSecret) {
    return new Promise((resolve) => {
      const dialog = document.createElement('dialog');
      const frame = document.createElement('iframe');
      const before = document.activeElement;
      const query = new URLSearchParams({
        payment_intent: idOf(clientSecret),
        payment_intent_client_secret: clientSecret,
        parent: location.origin,
      });
      frame.src = `${origin}/v3/authenticate?${query}`;
      frame.title = 'Authenticate your payment';
      dialog.setAttribute('aria-label', 'Authenticate your payment');
      Object.assign(frame.style, { width: '100%', height: '100%', border: '0', colorScheme: 'light' });
      Object.assign(dialog.style, {
        width: 'min(440px, calc(100vw - 32px))',
        height: 'min(460px, calc(100dvh - 32px))',
        padding: '0',
        border: '0',
        borderRadius: '16px',
        overflow: 'hidden',
        margin: 'auto',
        boxShadow: '0 24px 80px rgb(0 0 0 / 35%)',
      });
      const answered = (event) => {
        if (event.origin !== origin || event.source !== frame.contentWindow || event.data?.type !== 'authenticated') return;
        removeEventListener('message', answered);
        dialog.close();
        dialog.remove();
        before?.focus?.();
        resolve();
      };
      addEventListener('message', answered);
      dialog.addEventListener('cancel', (event) => event.preventDefault());
      dialog.append(frame);
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  /** Follows a payment to its end: authentication when the bank asks for it, then what became of it. */
  async function finish(key, clientSecret, result) {
    if (result.error || result.paymentIntent.status !== 'requires_action') return result;
    await authenticate(clientSecret);
    const after = await retrieve(key, clientSecret);
    const failure = after.paymentIntent?.last_payment_error;
    if (after.paymentIntent?.status !== 'requires_payment_method' || !failure) return after;
    return { error: { ...failure, payment_intent: after.paymentIntent } };
  }

  /** Of an appearance what the frame takes on. */
  function lookOf(appearance) {
    return { theme: appearance?.theme, variables: appearance?.variables };
  }

  /** The card fields, in a frame of the processor's origin: what is typed there never reaches this page. */
  function createCard(key, appearance, options) {
    const channel = crypto.randomUUID();
    const listeners = new Map();
    const pending = new Map();
    const frame = document.createElement('iframe');
    let ready = Promise.withResolvers();
    const query = new URLSearchParams({
      parent: location.origin,
      channel,
      appearance: JSON.stringify(lookOf(appearance)),
      disabled: options?.disabled ? '1' : '',
    });
    frame.src = `${origin}/v3/card?${query}`;
    frame.title = 'Secure card payment input frame';
    frame.allow = 'payment *';
    Object.assign(frame.style, { width: '100%', height: '180px', border: '0', display: 'block', colorScheme: 'light' });

    const emit = (name, detail) => {
      for (const listener of listeners.get(name) ?? []) listener(detail);
    };
    const send = (message) => frame.contentWindow?.postMessage({ ...message, channel }, origin);
    const hear = (event) => {
      if (event.origin !== origin || event.source !== frame.contentWindow || event.data?.channel !== channel) return;
      const { type, detail, request } = event.data;
      if (type === 'result') {
        pending.get(request)?.(detail);
        pending.delete(request);
        return;
      }
      if (type === 'resize') frame.style.height = `${detail.height}px`;
      else emit(type, { elementType: 'card', ...detail });
      if (type === 'ready') ready.resolve();
    };

    const element = {
      mount(target) {
        const parent = typeof target === 'string' ? document.querySelector(target) : target;
        if (!parent) throw new Error(`The selector you specified (${target}) applies to no DOM elements that are currently on the page.`);
        addEventListener('message', hear);
        parent.replaceChildren(frame);
      },
      unmount() {
        removeEventListener('message', hear);
        frame.remove();
        ready = Promise.withResolvers();
        for (const settle of pending.values()) settle({ error: { type: 'validation_error', message: 'The card fields were removed.' } });
        pending.clear();
      },
      destroy() {
        element.unmount();
        listeners.clear();
      },
      on(name, listener) {
        listeners.set(name, [...(listeners.get(name) ?? []), listener]);
        return element;
      },
      off(name, listener) {
        listeners.set(name, listener ? (listeners.get(name) ?? []).filter((known) => known !== listener) : []);
        return element;
      },
      focus: () => send({ type: 'focus' }),
      blur: () => frame.blur(),
      clear: () => send({ type: 'clear' }),
      update: (changes) => send({ type: 'update', disabled: changes.disabled }),
      dress: (changed) => send({ type: 'dress', appearance: lookOf(changed) }),
      /** Asks the frame to confirm with what was typed into it. */
      async confirm(clientSecret, billing) {
        if (!frame.isConnected) throw new Error('The card element is not mounted.');
        await ready.promise;
        const request = crypto.randomUUID();
        const { promise, resolve } = Promise.withResolvers();
        pending.set(request, resolve);
        send({ type: 'confirm', request, clientSecret, key, billing });
        return promise;
      },
    };
    return element;
  }

  function Stripe(key) {
    if (!/^pk_\w+/.test(key ?? '')) throw new Error('Please call Stripe() with your publishable key. It starts with pk_.');
    const confirmers = new WeakMap();
    return {
      elements(options) {
        let card = null;
        let dress = () => undefined;
        return {
          update(changes) {
            if (changes.appearance) dress(changes.appearance);
          },
          create(type, elementOptions) {
            if (type !== 'card') throw new Error(`This stand-in has card elements only, not ${type}.`);
            const { confirm, dress: wear, ...element } = createCard(key, options?.appearance, elementOptions);
            confirmers.set(element, confirm);
            dress = wear;
            card = element;
            return element;
          },
          getElement: (type) => (type === 'card' ? card : null),
        };
      },
      retrievePaymentIntent: async (clientSecret) => retrieve(key, clientSecret),
      async handleNextAction({ clientSecret }) {
        return finish(key, clientSecret, await retrieve(key, clientSecret));
      },
      async confirmCardPayment(clientSecret, data, options) {
        const path = `payment_intents/${idOf(clientSecret)}`;
        const method = data?.payment_method;
        const confirm = typeof method === 'object' && method !== null ? confirmers.get(method.card) : undefined;
        if (typeof method === 'object' && !confirm) throw new Error('payment_method.card should be a card element of this Stripe object.');
        let result;
        if (confirm) result = await confirm(clientSecret, method.billing_details ?? {});
        else if (method) result = await call('POST', `${path}/confirm`, key, { client_secret: clientSecret, payment_method: method });
        else result = await retrieve(key, clientSecret);
        return options?.handleActions === false ? result : finish(key, clientSecret, result);
      },
    };
  }
  Stripe.version = 3;
  window.Stripe = Stripe;
})();

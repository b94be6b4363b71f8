/** The list of letters, renewed every two seconds, and the one that is open. Its HTML runs no script (sandboxed frame). */
const list = document.getElementById('letters');
const status = document.getElementById('status');
const letterPane = document.getElementById('letter');
const to = document.getElementById('to');
let open = location.hash.slice(1);
let shown = '';

function element(tag, text, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.textContent = text;
  return made;
}

function time(letter) {
  const made = element('time', new Date(letter.receivedAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }));
  made.dateTime = letter.receivedAt;
  return made;
}

function show(letter) {
  open = letter.id;
  history.replaceState(null, '', `#${letter.id}`);
  for (const button of list.querySelectorAll('button')) button.ariaCurrent = String(button.dataset.id === open);
  const frame = element('iframe', '', { title: `Letter: ${letter.subject}`, srcdoc: letter.html ?? '' });
  frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  const facts = element('dl', '');
  for (const [name, value] of [
    ['From', letter.from],
    ['To', letter.to.join(', ')],
  ]) {
    facts.append(element('dt', name), element('dd', value));
  }
  const head = element('header', '');
  head.append(element('h2', letter.subject || 'No subject'), facts, time(letter));
  letterPane.replaceChildren(head, letter.html ? frame : element('pre', letter.text));
}

async function refresh() {
  const query = new URLSearchParams({ limit: '200' });
  if (to.value.trim()) query.set('to', to.value.trim());
  const answer = await fetch(`/messages?${query}`).catch(() => undefined);
  if (!answer?.ok) {
    status.textContent = 'The mailbox does not answer.';
    return;
  }
  const { items } = await answer.json();
  const now = items.map(({ id }) => id).join();
  if (now === shown && status.textContent !== '') return;
  shown = now;
  status.textContent = items.length === 0 ? 'No letters yet' : `${items.length} ${items.length === 1 ? 'letter' : 'letters'}`;
  list.replaceChildren(
    ...items.map((letter) => {
      const button = element('button', '', { type: 'button' });
      button.dataset.id = letter.id;
      button.ariaCurrent = String(letter.id === open);
      button.append(element('strong', letter.subject || 'No subject'), element('span', letter.to.join(', ')), time(letter));
      button.addEventListener('click', () => {
        show(letter);
        letterPane.focus({ preventScroll: true });
        if (matchMedia('(max-width: 760px)').matches) letterPane.scrollIntoView({ block: 'start' });
      });
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
  const current = items.find(({ id }) => id === open);
  if (current && !letterPane.querySelector('h2')) show(current);
}

document.getElementById('search').addEventListener('submit', (event) => event.preventDefault());
to.addEventListener('input', refresh);
document.getElementById('clear').addEventListener('click', async () => {
  await fetch('/messages', { method: 'DELETE' });
  letterPane.replaceChildren(element('p', 'Empty.', { className: 'nothing' }));
  await refresh();
});
void refresh();
setInterval(refresh, 2000);

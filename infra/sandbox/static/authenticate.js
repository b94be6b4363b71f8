/** In a frame the answer goes back to the page that made it; alone, the form takes the browser back to the shop. */
const parentOrigin = new URLSearchParams(location.search).get('parent');
const form = document.querySelector('form');

if (parent !== window && parentOrigin) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    await fetch('/v3/authenticate', { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => undefined);
    parent.postMessage({ type: 'authenticated' }, parentOrigin);
  });
}
document.getElementById('complete').focus();

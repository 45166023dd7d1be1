// Drafts. Staff forms save to the server, the public form in this browser. Neither ever submits.

const EVERY = 10_000;
const WEEK = 7 * 24 * 3600 * 1000;

function entriesOf(form) {
  const data = new FormData(form);
  data.delete('csrfmiddlewaretoken');
  for (const field of form.querySelectorAll('input[type=file], input[type=password]')) data.delete(field.name);
  return [...data.entries()];
}

// --- Staff: <form data-autosave-url="…" data-autosave-key="…"> and one [data-save-state] line ---
function autosave(form) {
  const state = form.querySelector('[data-save-state]') || document.querySelector('[data-save-state]');
  let saved = JSON.stringify(entriesOf(form));
  let busy = false;

  const say = (text) => { if (state) state.textContent = text; };

  async function save() {
    const entries = entriesOf(form);
    const now = JSON.stringify(entries);
    if (busy || now === saved || form.dataset.sent) return;
    busy = true;
    try {
      const body = new URLSearchParams(entries);
      body.set('form_key', form.dataset.autosaveKey || '');
      const token = form.querySelector('[name=csrfmiddlewaretoken]');
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: 'POST',
        body,
        headers: { 'X-CSRFToken': token ? token.value : '', Accept: 'application/json' },
        keepalive: true,
      });
      if (answer.redirected || answer.status === 401 || answer.status === 403) say(state?.dataset.signedOut || '');
      else if (answer.status === 400) say((await answer.json()).message);
      else if (!answer.ok) throw new Error(answer.status);
      else {
        saved = now;
        say((await answer.json()).message);
      }
    } catch {
      say(state?.dataset.failed || '');
    } finally {
      busy = false;
    }
  }

  form.addEventListener('focusout', () => setTimeout(save, 0));
  setInterval(save, EVERY);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
}
for (const form of document.querySelectorAll('form[data-autosave-url]')) autosave(form);

// --- Public: <form data-local-draft="complaint">; [data-clear-drafts="complaint"] clears them ---
const PREFIX = 'draft:';

function store(action) {
  // Private windows and full disks refuse: the form works without.
  try { return action(window.localStorage); } catch { return null; }
}

store((box) => {
  const old = Date.now() - WEEK;
  for (const key of Object.keys(box)) {
    if (key.startsWith(PREFIX) && !(JSON.parse(box.getItem(key)).at > old)) box.removeItem(key);
  }
});

function clear(name) {
  store((box) => {
    for (const key of Object.keys(box)) if (key.startsWith(`${PREFIX}${name}:`)) box.removeItem(key);
  });
}

for (const mark of document.querySelectorAll('[data-clear-drafts]')) {
  if (mark.matches('button, a')) mark.addEventListener('click', () => clear(mark.dataset.clearDrafts));
  else clear(mark.dataset.clearDrafts);
}

function keepLocally(form) {
  const key = `${PREFIX}${form.dataset.localDraft}:${location.pathname}`;
  const state = form.querySelector('[data-save-state]');
  const failed = document.querySelector('.error-summary');

  const kept = store((box) => JSON.parse(box.getItem(key) || 'null'));
  if (kept && !failed) {
    for (const [name, value] of kept.entries) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === 'hidden' || field.type === 'file') continue;
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.checked || field.value === value;
        else if (!field.value) field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
  }
  const save = () => {
    const entries = entriesOf(form).filter(([name, value]) => value && form.elements[name]?.type !== 'hidden');
    const done = store((box) => { box.setItem(key, JSON.stringify({ at: Date.now(), entries })); return true; });
    if (done && state) state.textContent = (state.dataset.saved || '').replace('{time}', new Date().toTimeString().slice(0, 5));
  };
  form.addEventListener('focusout', save);
  form.addEventListener('submit', save);
}
for (const form of document.querySelectorAll('form[data-local-draft]')) keepLocally(form);

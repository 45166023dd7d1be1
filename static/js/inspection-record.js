// Site records: kept on the device (text and photos) until the inspector presses «send» (R30).
// Nothing is ever sent by itself, except the autosave of texts to the same record on the server.

const BASE = 'inspection-records';
const STORE = 'records';

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(BASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function box(mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const request = act(base.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const load = (id) => box('readonly', (store) => store.get(id));
const drop = (id) => box('readwrite', (store) => store.delete(id));
const put = (record) => box('readwrite', (store) => store.put(record));

function controls(form) {
  return [...form.elements].filter((one) => /^(result|note|item|files)-/.test(one.name));
}

function snapshot(form) {
  const values = {};
  const files = {};
  for (const one of controls(form)) {
    if (one.type === 'file') files[one.name] = [...one.files];
    else if (one.type === 'radio') { if (one.checked) values[one.name] = one.value; }
    else if (one.type === 'checkbox') values[one.name] = one.checked;
    else values[one.name] = one.value;
  }
  return { id: form.dataset.record, version: Number(form.dataset.version), at: Date.now(), values, files };
}

function restore(form, kept) {
  for (const one of controls(form)) {
    if (one.type === 'file') {
      const files = kept.files[one.name] || [];
      if (!files.length) continue;
      const transfer = new DataTransfer();
      for (const file of files) transfer.items.add(file);
      one.files = transfer.files;
    } else if (!(one.name in kept.values)) continue;
    else if (one.type === 'radio') one.checked = one.value === kept.values[one.name];
    else if (one.type === 'checkbox') one.checked = kept.values[one.name];
    else one.value = kept.values[one.name];
    one.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

async function keep(form) {
  const note = document.querySelector('[data-offline-note]');
  const state = form.querySelector('[data-save-state]');
  const offline = () => { note.hidden = navigator.onLine; };
  offline();
  window.addEventListener('online', offline);
  window.addEventListener('offline', offline);

  // What an earlier visit left: newer than the server's copy unless another device went on.
  const kept = await load(form.dataset.record).catch(() => null);
  const failed = document.querySelector('.error-summary');
  if (kept && !failed) restore(form, kept);

  let waiting = 0;
  const save = async () => {
    try {
      await put(snapshot(form));
      if (!navigator.onLine && state) {
        const time = new Date().toTimeString().slice(0, 5);
        state.textContent = (state.dataset.kept || '').replace('{time}', time);
      }
    } catch { /* a private window keeps nothing: the page works without */ }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(save, 300); };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });

  form.addEventListener('submit', (event) => {
    if (navigator.onLine) return;
    // Without a network the browser would show its own error page: stay, and say so.
    event.preventDefault();
    offline();
    save();
    note.scrollIntoView({ block: 'center' });
  });

  if ('serviceWorker' in navigator && form.dataset.worker) {
    navigator.serviceWorker
      .register(form.dataset.worker, { scope: '/staff/inspections/records/' })
      .catch(() => {});
  }
}

for (const form of document.querySelectorAll('form[data-record]')) keep(form);
// A record that has been sent in needs no copy on the device any more.
for (const mark of document.querySelectorAll('[data-record-sent]')) drop(mark.dataset.recordSent).catch(() => {});

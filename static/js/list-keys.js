// Keys in a list: j and k go down and up, o opens, x chooses, ? shows the keys.
// Nothing here is needed: every row has its link and its box. The switch turns the keys off.

const KEPT = 'list-keys-off';
const help = document.querySelector('[data-list-keys]');
const rows = [...document.querySelectorAll('table.items tbody tr')];
const toggle = help && help.querySelector('input');
let current = -1;

function off() {
  return !toggle || !toggle.checked;
}

function go(step) {
  const held = rows.findIndex((row) => row.contains(document.activeElement));
  const from = held >= 0 ? held : current;
  current = Math.min(Math.max(from + step, 0), rows.length - 1);
  rows[current].querySelector('a').focus();
}

function row() {
  return rows.find((one) => one.contains(document.activeElement)) || rows[current];
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  o: () => row()?.querySelector('a').click(),
  x: () => row()?.querySelector('input[type=checkbox]')?.click(),
  '?': () => {
    help.open = !help.open;
    help.querySelector('summary').focus();
  },
};

if (help && rows.length) {
  help.hidden = false;
  toggle.checked = localStorage.getItem(KEPT) === null;
  toggle.addEventListener('change', () => {
    if (toggle.checked) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, '1');
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=checkbox]), textarea, select');
    if (off() || typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// <select data-searchable>: a text box with a list that finds by name or pinyin initials (R10).
// The select stays in the form and carries the value.

let count = 0;

function matches(option, typed) {
  const text = option.textContent.trim().toLowerCase();
  return !typed || text.includes(typed) || (option.dataset.initials || '').includes(typed);
}

function enhance(select) {
  const number = ++count;
  const box = document.createElement('div');
  box.className = 'combo';
  const input = document.createElement('input');
  const list = document.createElement('ul');
  input.className = 'form-control';
  input.type = 'text';
  input.autocomplete = 'off';
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', `combo-${number}`);
  for (const name of ['aria-describedby', 'aria-invalid']) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  list.className = 'combo-list';
  list.id = `combo-${number}`;
  list.setAttribute('role', 'listbox');
  list.hidden = true;
  const label = document.querySelector(`label[for="${select.id}"]`);
  if (label) list.setAttribute('aria-label', label.textContent.trim());

  // The label and the error summary lead to the visible box.
  input.id = select.id;
  select.id = `${select.id}-native`;
  select.hidden = true;
  select.before(box);
  box.append(input, list, select);

  let active = -1;
  const options = () => [...list.querySelectorAll('[role=option]')];
  const chosen = () => select.selectedOptions[0];
  const shown = () => (chosen() && chosen().value !== '' ? chosen().textContent.trim() : '');
  input.value = shown();
  input.placeholder = select.options[0]?.value === '' ? select.options[0].textContent.trim() : '';

  function draw(typed) {
    list.replaceChildren();
    active = -1;
    let group = null;
    for (const option of select.options) {
      if (option.value === '' || !matches(option, typed)) continue;
      const parent = option.parentElement;
      if (parent.tagName === 'OPTGROUP' && parent !== group) {
        group = parent;
        const head = document.createElement('li');
        head.className = 'group';
        head.setAttribute('role', 'presentation');
        head.textContent = parent.label;
        list.append(head);
      }
      const row = document.createElement('li');
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', 'false');
      row.id = `combo-${number}-${option.index}`;
      row.dataset.index = option.index;
      row.textContent = option.textContent.trim();
      list.append(row);
    }
    if (!options().length) {
      const none = document.createElement('li');
      none.className = 'none';
      none.setAttribute('role', 'presentation');
      none.textContent = select.dataset.none || '—';
      list.append(none);
    }
  }
  function open(typed = '') {
    draw(typed);
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  }
  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
  function mark(index) {
    const rows = options();
    if (!rows.length) return;
    active = (index + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute('aria-selected', String(i === active)));
    input.setAttribute('aria-activedescendant', rows[active].id);
    rows[active].scrollIntoView({ block: 'nearest' });
  }
  function take(row) {
    select.selectedIndex = Number(row.dataset.index);
    input.value = shown();
    close();
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  input.addEventListener('focus', () => { input.select(); });
  input.addEventListener('click', () => { if (list.hidden) open(); });
  input.addEventListener('input', () => {
    const typed = input.value.trim().toLowerCase();
    if (!typed) select.value = '';
    open(typed);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open();
      mark(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && !list.hidden) {
      const rows = options();
      const row = rows[active] || (rows.length === 1 ? rows[0] : null);
      if (row) { event.preventDefault(); take(row); }
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      input.value = shown();
      close();
    }
  });
  input.addEventListener('blur', () => {
    const typed = input.value.trim();
    const exact = [...select.options].find((option) => option.value && option.textContent.trim() === typed);
    if (exact) select.selectedIndex = exact.index;
    input.value = typed ? shown() || typed : '';
    close();
  });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const row = event.target.closest('[role=option]');
    if (row) take(row);
  });
}

for (const select of document.querySelectorAll('select[data-searchable]')) enhance(select);

// What every page gains from script: nothing here is needed to use it.

// The error summary takes the focus (R1); otherwise the line about the last act does (R29).
const summary = document.querySelector('.error-summary');
const flash = document.querySelector('.flash[tabindex]');
if (summary) summary.focus();
else if (flash && !location.hash) flash.focus({ preventScroll: true });

// A link of the summary puts the cursor into its field, not only the scroll position.
document.addEventListener('click', (event) => {
  const link = event.target.closest('.error-summary a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest('.field') || field).scrollIntoView({ block: 'start' });
});

// Print buttons exist only where script can print.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// «913 characters left» below long texts (R4: the one live hint).
function countDown(area) {
  const line = document.getElementById(`${area.id}_count`);
  if (!line) return;
  const left = Number(area.dataset.limit) - Array.from(area.value).length;
  line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace('{n}', Math.abs(left));
  line.classList.toggle('over', left < 0);
}
function startCounters(root) {
  for (const area of root.querySelectorAll('textarea[data-limit]')) countDown(area);
}
startCounters(document);
document.addEventListener('input', (event) => {
  if (event.target.matches('textarea[data-limit]')) countDown(event.target);
});

// Menus close with Escape and by a click elsewhere.
const menus = 'details.menu[open], details.account[open], details.drop[open]';
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll(menus)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll(menus)) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// A form is sent once: the second click of a double click does nothing (the server's token
// protects as well, R8). Buttons stay readable; coming back by the back button frees them.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else {
    form.dataset.sent = '1';
    // A form that answers with a file leaves the page standing.
    setTimeout(() => delete form.dataset.sent, 8000);
  }
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// Rows added by htmx: the first control of the newest row takes the focus.
document.addEventListener('htmx:afterSwap', (event) => {
  startCounters(document);
  const rows = event.target.closest?.('[data-rows]');
  const pressed = event.detail.requestConfig?.elt?.name || '';
  if (!rows) return;
  const last = [...rows.querySelectorAll('[data-row]')].pop();
  if (pressed.startsWith('add_')) last?.querySelector('input:not([type=hidden]), textarea, select')?.focus();
  else rows.querySelector(':scope > button')?.focus();
});

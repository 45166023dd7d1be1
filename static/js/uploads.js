// File inputs: a list of what is chosen, with sizes. With data-upload-url each file is sent at once,
// with its progress, and comes back as a hidden field; without it the form sends them (R12).

function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit += 1; }
  return `${unit ? value.toFixed(1) : value} ${units[unit]}`;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function icon() {
  const template = document.querySelector('#i-clip');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#${template ? template.id : 'i-clip'}`);
  svg.append(use);
  return svg;
}

function row(name, note) {
  const small = element('span', { className: 'muted small', textContent: note });
  return { line: element('li', {}, icon(), element('span', {}, `${name} `, small)), small };
}

function words(input, name, values = {}) {
  let text = input.dataset[name] || '';
  for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, value);
  return text;
}

function removeButton(input, line, name) {
  const button = element('button', { className: 'btn btn-plain', type: 'button', textContent: words(input, 'wordRemove') });
  button.append(element('span', { className: 'visually-hidden', textContent: ` ${name}` }));
  button.addEventListener('click', () => { line.remove(); input.focus(); });
  return button;
}

function send(input, list, file) {
  const { line, small } = row(file.name, size(file.size));
  const bar = element('progress', { max: 100, value: 0, ariaLabel: file.name });
  small.after(bar);
  list.append(line);
  const request = new XMLHttpRequest();
  const data = new FormData();
  const token = input.form.querySelector('[name=csrfmiddlewaretoken]');
  data.append('file', file);
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) bar.value = Math.round((event.loaded / event.total) * 100);
    small.textContent = `${size(file.size)}, ${bar.value}%`;
  });
  request.addEventListener('loadend', () => {
    bar.remove();
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* not JSON: a refusal page */ }
    if (request.status === 200 && answer.id) {
      small.textContent = `${size(answer.size ?? file.size)}, ${words(input, 'wordDone')}`;
      line.append(element('input', { type: 'hidden', name: input.dataset.stagedName || 'staged', value: answer.id }));
    } else {
      small.className = 'error-text';
      small.textContent = answer.error || words(input, 'wordFailed');
    }
    line.append(removeButton(input, line, file.name));
  });
  request.open('POST', input.dataset.uploadUrl);
  request.setRequestHeader('X-CSRFToken', token ? token.value : '');
  request.setRequestHeader('Accept', 'application/json');
  request.send(data);
}

function enhance(input) {
  const list = element('ul', { className: 'plain files', ariaLabel: input.dataset.wordList || '' });
  input.before(list);
  input.addEventListener('change', () => {
    if (input.dataset.uploadUrl) {
      for (const file of input.files) send(input, list, file);
      input.value = '';
    } else {
      list.replaceChildren(...[...input.files].map((file) => row(file.name, size(file.size)).line));
    }
  });
}

for (const input of document.querySelectorAll('input[type=file]')) enhance(input);

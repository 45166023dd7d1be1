// Reads the main part of a page with the voice of the device. The button exists only where the
// device can speak; nothing is sent anywhere.

const speech = window.speechSynthesis;

// What a listener needs, in order: headings, paragraphs, list items, labels, cells; hidden parts not.
function parts() {
  const wanted = 'h1,h2,h3,p,li,dt,dd,legend,label,th,td,summary';
  const found = [...document.querySelectorAll(`main :is(${wanted})`)];
  return found
    .filter((one) => one.getClientRects().length && !one.closest('.visually-hidden, [aria-hidden=true]') && !one.querySelector(wanted))
    .map((one) => one.innerText.trim())
    .filter(Boolean);
}

function enhance(button) {
  const idle = button.textContent;
  const show = (reading) => {
    button.textContent = reading ? button.dataset.stop : idle;
    button.setAttribute('aria-pressed', String(reading));
  };
  const stop = () => { speech.cancel(); show(false); };
  button.hidden = false;
  show(false);
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') { stop(); return; }
    speech.cancel();
    const texts = parts();
    texts.forEach((text, n) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = document.documentElement.lang;
      if (n === texts.length - 1) said.addEventListener('end', () => show(false));
      speech.speak(said);
    });
    show(texts.length > 0);
  });
  window.addEventListener('pagehide', stop);
}

if (speech && window.SpeechSynthesisUtterance) {
  for (const button of document.querySelectorAll('[data-read-aloud]')) enhance(button);
}

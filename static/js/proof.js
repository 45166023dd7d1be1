// A small sum that the browser does while a person reads the check page: machines that send a
// thousand complaints have to do it a thousand times. Without it the form is sent all the same.

function start(field) {
  let sum;
  try { sum = JSON.parse(field.dataset.proof); } catch { return; }
  const worker = new Worker(field.dataset.worker, { type: 'module' });
  const end = () => worker.terminate();
  worker.addEventListener('error', end);
  worker.addEventListener('message', ({ data: number }) => {
    if (number !== null) {
      const { algorithm, challenge, salt, signature } = sum;
      field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
    end();
  });
  worker.postMessage(sum);
}

for (const field of document.querySelectorAll('input[data-proof]')) {
  if (field.dataset.proof && window.Worker) start(field);
}

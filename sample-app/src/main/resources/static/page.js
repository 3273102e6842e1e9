'use strict';

// All that is here works without it too: forms load a page, and the tour is shown as far as it had come. With it, pages
// are loaded from behind, and the parts that have changed are taken over.

const part = (name) => document.querySelector(`[data-part="${name}"]`);

async function load(url, options) {
  const response = await fetch(url, options);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function take(next) {
  for (const old of document.querySelectorAll('[data-part]')) {
    const other = next.querySelector(`[data-part="${old.dataset.part}"]`);
    // What was typed into a field is not in its HTML
    if (old.closest('form') || old.innerHTML !== other.innerHTML) {
      old.className = other.className;
      old.replaceChildren(...other.childNodes);
    }
  }
  countDown();
}

// The tour

async function follow(walk) {
  const tour = document.getElementById('tour');
  let walking = true;
  walk.finally(() => { walking = false; });
  for (let more = true; more;) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    more = walking;
    const next = await load('/');
    take(next);
    more ||= next.getElementById('tour').dataset.running === 'true';
  }
  tour.dataset.running = 'false';
}

if (document.querySelector('#tour[data-running="true"]')) {
  follow(Promise.resolve()).catch(() => gone('summary'));
}

// Forms

document.addEventListener('submit', (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.id === 'walk') {
    follow(fetch(form.action, { method: 'POST' })).catch(() => gone('summary'));
  } else {
    submit(form, event.submitter).catch(() => gone('verdict'));
  }
});

async function submit(form, submitter) {
  const focused = document.activeElement.id;
  const body = new URLSearchParams(new FormData(form, submitter));
  take(await load(form.action, { method: 'POST', body }));
  const result = document.getElementById('result');
  if (document.activeElement === document.body) {
    // What had the focus was replaced, or is gone
    (document.getElementById(focused) || result).focus();
  }
  if (result.getBoundingClientRect().top > window.innerHeight / 2) {
    result.scrollIntoView();
  }
}

function gone(name) {
  part(name).textContent = 'The sample does not answer.';
}

// The countdown, by how much time is left: the clocks of browser and server may differ

let ticking;

function countDown() {
  clearInterval(ticking);
  const timer = document.querySelector('[data-left]');
  if (timer) {
    const end = performance.now() + Number(timer.dataset.left);
    ticking = setInterval(() => tick(timer, end), 200);
    tick(timer, end);
  }
}

function tick(timer, end) {
  const left = Math.ceil((end - performance.now()) / 1000);
  timer.textContent = left > 0 ? `${left} s left` : 'expired';
  timer.classList.toggle('fail', left <= 0);
  document.getElementById('expired').textContent = left > 0 ? '' : 'The URL has expired.';
  if (left <= 0) {
    clearInterval(ticking);
  }
}

countDown();

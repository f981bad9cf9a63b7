// Three small courtesies; every page works without them.
(() => {
  'use strict';

  // A form is sent once. The button is only marked, never disabled: its name must go along,
  // and it must work again after "back" or after a download that leaves the page standing.
  const RESEND_AFTER_MS = 8000;
  const sent = new WeakMap();

  const release = (form) => {
    sent.delete(form);
    form.querySelectorAll('[aria-disabled="true"][type="submit"]').forEach((button) => {
      button.removeAttribute('aria-disabled');
    });
  };

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (event.submitter?.formTarget === '_blank') return;  // this page stays, to be sent later
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.set(form, true);
    if (event.submitter) event.submitter.setAttribute('aria-disabled', 'true');
    setTimeout(release, RESEND_AFTER_MS, form);
  });

  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form').forEach(release);
  });

  // An answer that didn't come leaves the page, and what was typed on it, as it stands.
  const NO_ANSWER = 'Det gick inte att spara. Texten står kvar här. Försök igen om en stund.';

  const tell = (sentence) => {
    const notice = document.createElement('p');
    notice.className = 'notice warning';
    notice.textContent = sentence;
    document.querySelector('.messages')?.replaceChildren(notice);
  };
  document.addEventListener('htmx:sendError', () => tell(NO_ANSWER));
  document.addEventListener('htmx:responseError', (event) => {
    if (event.detail.xhr.status !== 401) tell(NO_ANSWER); // signed out: writing.js asks for it
  });

  // What must be mended is read first.
  const showErrors = (root) => root.querySelector('.error-summary')?.focus();
  document.addEventListener('DOMContentLoaded', () => showErrors(document));
  document.addEventListener('htmx:afterSwap', (event) => showErrors(event.target));
})();

// What is typed is kept on the server, never in the browser, and outlives a session that ends
// meanwhile: a sign-in dialog opens over the page, and the text stays where it stands.
(() => {
  'use strict';

  const dialogTemplate = document.querySelector('#sign-in-again');
  if (!dialogTemplate) return; // nobody is signed in

  const KEEP_AFTER_MS = 1500; // of no typing
  const IDLE_MS = 25 * 60 * 1000; // the session ends after thirty minutes
  const { session: sessionUrl, user: writer } = dialogTemplate.dataset;
  const NOT_KEPT = 'Utkastet gick inte att spara. Texten står kvar här.';
  const NO_ANSWER = 'Det gick inte att spara. Texten står kvar här. Försök igen om en stund.';
  const WRONG = 'Användarnamnet eller lösenordet är fel.';
  const TOO_MANY = 'För många försök. Vänta en stund och försök igen.';

  const unkept = new WeakSet(); // forms with text that the server hasn't seen
  const timers = new WeakMap(); // those that keep drafts
  const underWay = new WeakMap(); // their requests
  const checked = new WeakSet(); // forms that may be sent: their user is signed in
  const checking = new WeakSet();
  let lastContact = Date.now();
  let stranger = false; // somebody else has signed in: nothing that stands here is sent

  // --- Talking to the server ---------------------------------------------------------------------

  const headers = () => JSON.parse(document.body.getAttribute('hx-headers'));

  const useToken = (token) => {
    document.body.setAttribute('hx-headers', JSON.stringify({ ...headers(), 'X-CSRFToken': token }));
    document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((field) => {
      field.value = token;
    });
  };

  const askSession = async () => {
    const answer = await fetch(sessionUrl);
    const session = await answer.json();
    useToken(session.token);
    lastContact = Date.now();
    return session;
  };

  // Whether the one who wrote the page is signed in; asks them to be, when nobody is.
  const isPresent = async () => {
    const session = await askSession();
    if (session.user === null) return signInAgain();
    return isWriter(session);
  };

  const isWriter = (session) => {
    if (String(session.user) === writer) return true;
    stranger = true;
    showStranger(session.name);
    return false;
  };

  // --- The dialog --------------------------------------------------------------------------------

  let dialog = null;
  let signedIn = null;

  const openDialog = () => {
    if (!dialog) {
      dialog = dialogTemplate.content.firstElementChild.cloneNode(true);
      dialog.querySelector('form').addEventListener('submit', signIn);
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  };

  const signInAgain = () => {
    openDialog();
    if (!signedIn) {
      signedIn = new Promise((resolve) => {
        dialog.addEventListener('close', () => {
          signedIn = null;
          resolve(dialog.returnValue === 'signed-in');
        }, { once: true });
      });
    }
    return signedIn;
  };

  const showStranger = (name) => {
    openDialog();
    dialog.querySelector('form').hidden = true;
    dialog.querySelector('[data-stranger]').hidden = false;
    dialog.querySelector('[data-stranger-name]').textContent = name;
  };

  const refuse = (sentence) => {
    const error = dialog.querySelector('[role="alert"]');
    error.textContent = sentence;
    error.hidden = false;
  };

  const signIn = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const form = event.target;
    try {
      const { token } = await askSession();
      const body = new FormData(form);
      body.set('csrfmiddlewaretoken', token);
      const asked = { method: 'POST', body, headers: { 'X-Requested-With': 'XMLHttpRequest' } };
      const answer = await fetch(form.action, asked);
      form.elements.password.value = '';
      if (!answer.ok) refuse(answer.status === 429 ? TOO_MANY : WRONG);
      else if (isWriter(await askSession())) dialog.close('signed-in');
    } catch {
      refuse(NO_ANSWER);
    }
  };

  // --- Keeping what is typed ---------------------------------------------------------------------

  const say = (form, sentence) => {
    const state = form.querySelector('[data-draft-state]');
    if (state) state.textContent = sentence;
  };

  const settle = (form) => {
    clearTimeout(timers.get(form));
    underWay.get(form)?.abort();
    unkept.delete(form);
  };

  // By its mark the server knows what comes from a page that is sent already.
  const markOf = (form) => {
    if (!form.elements.draft_page) {
      setMark(form, crypto.getRandomValues(new Uint32Array(4)).join('-'));
    }
    return form.elements.draft_page.value;
  };

  const setMark = (form, mark) => {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'draft_page', value: mark });
    form.append(field);
  };

  // The form is sent, or the text of its draft thrown away: nothing of it is kept after that, not
  // even what is on its way already.
  const letGo = (form) => {
    settle(form);
    if (form.dataset.draft) markOf(form);
    const thrown = form.getAttribute('action');
    document.querySelectorAll('form[data-draft]').forEach((other) => {
      if (other.dataset.draft !== thrown) return;
      settle(other);
      setMark(form, markOf(other));
    });
  };

  const keep = async (form, { again = true, leaving = false } = {}) => {
    settle(form);
    if (stranger || !form.isConnected) return;
    markOf(form);
    const control = new AbortController();
    underWay.set(form, control);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: 'POST',
        body: new FormData(form),
        headers: { ...headers(), 'HX-Request': 'true' },
        signal: control.signal,
        keepalive: leaving, // the request outlives the page
      });
      if ([401, 403].includes(answer.status) && again) {
        unkept.add(form);
        if (await isPresent()) await keep(form, { again: false });
        return;
      }
      lastContact = Date.now();
      if (!answer.ok) unkept.add(form);
      say(form, answer.ok || answer.status === 409 ? await answer.text() : NOT_KEPT);
    } catch (error) {
      if (error.name === 'AbortError') return;
      unkept.add(form);
      say(form, NOT_KEPT);
    }
  };

  document.addEventListener('input', (event) => {
    const form = event.target.form;
    if (form?.method !== 'post' || dialog?.contains(form)) return;
    unkept.add(form);
    if (!form.dataset.draft) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(keep, KEEP_AFTER_MS, form));
  });

  // What was typed last is sent before the page, or the part of it that is swapped, goes away.
  const keepAll = () => {
    document.querySelectorAll('form[data-draft]').forEach((form) => {
      if (unkept.has(form)) keep(form, { leaving: true });
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keepAll();
  });
  document.addEventListener('htmx:beforeSwap', keepAll);

  // --- Sending -----------------------------------------------------------------------------------

  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const check = async (form, submitter) => {
    checking.add(form);
    try {
      if (!(await isPresent())) return;
      checked.add(form);
      form.requestSubmit(submitter);
    } catch {
      tell(NO_ANSWER);
    } finally {
      checking.delete(form);
    }
  };

  const tell = (sentence) => {
    const notice = document.createElement('p');
    notice.className = 'notice warning';
    notice.textContent = sentence;
    document.querySelector('.messages')?.replaceChildren(notice);
  };

  // Text that isn't kept yet, or a long silence: the session is asked for before the page is left.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (dialog?.contains(form)) return;
    if (stranger) {
      stop(event);
      openDialog();
      return;
    }
    const unsure = unkept.has(form) || Date.now() - lastContact > IDLE_MS;
    if (checked.delete(form) || !unsure || form.method !== 'post') {
      letGo(form);
      return;
    }
    stop(event);
    if (!checking.has(form)) check(form, event.submitter);
  }, true);

  // A part of the page that is saved in place.
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (stranger) event.preventDefault();
  });
  document.addEventListener('htmx:responseError', async (event) => {
    const { elt, requestConfig, xhr } = event.detail;
    if (xhr.status !== 401 || !(await isPresent())) return;
    if (elt instanceof HTMLFormElement) elt.requestSubmit(requestConfig.triggeringEvent?.submitter);
    else elt.click();
  });
})();

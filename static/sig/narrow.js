// A long list to choose from is narrowed while one types. The list itself stays what is chosen in
// and what is sent: without this it is the plain one, and nothing is ever chosen by typing alone.
(() => {
  'use strict';

  const LONG = 8; // choices that are seen at a glance need no search

  const plain = (text) => text.toLocaleLowerCase('sv');

  const narrow = (select, whole, text) => {
    const wanted = plain(text.trim());
    const chosen = select.value;
    select.replaceChildren(...whole.map((node) => node.cloneNode(true)));
    let found = 0;
    select.querySelectorAll('option').forEach((option) => {
      const fits = option.value && plain(option.text).includes(wanted);
      if (fits) found += 1;
      else if (option.value && option.value !== chosen) option.remove();
    });
    select.querySelectorAll('optgroup').forEach((group) => {
      if (!group.querySelector('option')) group.remove();
    });
    select.value = chosen;
    return found;
  };

  const sentence = (found) => {
    if (!found) return 'Ingen träff.';
    return found === 1 ? '1 träff i listan. Tryck Enter för att välja.' : `${found} träffar i listan.`;
  };

  const choose = (select, text) => {
    const wanted = plain(text.trim());
    const option = [...select.options].find((one) => one.value && plain(one.text).includes(wanted));
    if (!option) return '';
    select.value = option.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    select.focus();
    return `Vald: ${option.text}`;
  };

  const help = (select) => {
    const whole = [...select.childNodes].map((node) => node.cloneNode(true));
    const field = document.createElement('input');
    field.type = 'search';
    field.className = 'form-control narrow';
    field.placeholder = 'Skriv för att söka i listan';
    field.autocomplete = 'off';
    field.setAttribute('aria-label', 'Skriv för att söka i listan');
    field.setAttribute('aria-controls', select.id);
    const told = document.createElement('p');
    told.className = 'small narrow-told';
    told.setAttribute('role', 'status');
    field.addEventListener('input', (event) => {
      event.stopPropagation(); // it is no answer of the form, and no draft of it
      const found = narrow(select, whole, field.value);
      told.textContent = field.value.trim() ? sentence(found) : '';
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        select.focus();
      } else if (event.key === 'Enter') {
        event.preventDefault();
        if (field.value.trim()) told.textContent = choose(select, field.value) || sentence(0);
      }
    });
    select.before(field);
    select.after(told);
  };

  const helpAll = () => {
    document.querySelectorAll('select[data-narrow="long"]').forEach((select) => {
      select.dataset.narrow = 'done';
      if (select.options.length > LONG) help(select);
    });
  };

  document.addEventListener('DOMContentLoaded', helpAll);
  document.addEventListener('htmx:afterSwap', helpAll);
})();

// The only script of these pages: passkeys, and the code of an invitation, which stands where no server is sent it.

const told = document.querySelector('[role="alert"]');

async function ask(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

const ceremonies = {
  make: async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  },
  use: async (options) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return navigator.credentials.get({ publicKey });
  },
};

function wrongText(error) {
  if (error.name === 'NotAllowedError')
    return 'No passkey was given: it was declined, or took too long. Try again, or use a password.';
  if (error.name === 'InvalidStateError')
    return 'This device has a passkey for this already. Use another, or a password.';
  return error.message;
}

async function perform(button) {
  const { ceremony, path, code } = button.dataset;
  button.disabled = true;
  told.textContent = '';
  try {
    const given = code === undefined ? {} : { code };
    const options = await ask(`${path}/question`, given);
    const credential = await ceremonies[ceremony](options);
    const { goTo } = await ask(path, { ...given, answer: credential.toJSON() });
    location.assign(goTo);
  } catch (error) {
    told.textContent = wrongText(error);
    button.disabled = false;
  }
}

for (const button of document.querySelectorAll('button[data-ceremony]')) {
  const isAble = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;
  button.closest('[data-passkeys]').hidden = !isAble;
  button.addEventListener('click', () => perform(button));
}

const code = document.querySelector('input[name="code"][data-from-address]');

function takeCode() {
  if (code === null || location.hash.length < 2) return;
  code.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  code.form.requestSubmit();
}

takeCode();
// A link that is opened where this page is already changes nothing but what stands behind the #.
addEventListener('hashchange', takeCode);

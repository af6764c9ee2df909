// A button that lets somebody in is not pressed by a click that was meant for another window: one that lay above, and has
// closed itself between the two clicks of a double one.

const waitMillis = 1000;
const buttons = document.querySelectorAll('button[data-steady]');
let timer;

function hold() {
  for (const button of buttons) button.disabled = true;
  clearTimeout(timer);
  if (!document.hasFocus() || document.visibilityState !== 'visible') return;
  timer = setTimeout(() => {
    for (const button of buttons) button.disabled = false;
  }, waitMillis);
}

for (const event of ['focus', 'blur', 'pageshow', 'resize']) addEventListener(event, hold);
document.addEventListener('visibilitychange', hold);
hold();

// Keys: Left and Right turn the screens of the meeting view; M opens the meeting view from any page.
// A key does nothing where it could mean something else: in a box, a list, a row of choices, or with Ctrl, Alt or Shift.
// M can be turned off with the box on the meeting view or on Decide; the browser remembers it.
(() => {
  if (window.meetingKeysAreListenedTo) return;
  window.meetingKeysAreListenedTo = true;
  const OFF = "scale-case-key-m-is-off";
  const MEANS_SOMETHING_ELSE =
    'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="radiogroup"], ' +
    '[role="slider"], [role="tablist"], [role="menu"], [role="grid"], [role="dialog"], [tabindex="0"][role="region"]';
  const press = (found) => {
    if (found && !found.disabled) found.click();
  };
  const openMeetingView = () => {
    const links = [...document.querySelectorAll('a[href]')];
    const link = links.find((one) => new URL(one.href).pathname.endsWith("/meeting"));
    if (link) link.click();
  };
  // Enter in a lever takes the figure and gives the keys back to the meeting.
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key === "Enter" && box instanceof HTMLInputElement && box.closest(".st-key-meeting-levers")) {
      setTimeout(() => box.blur(), 0);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(MEANS_SOMETHING_ELSE)) return;
    if (event.key === "ArrowLeft") press(document.querySelector(".st-key-meeting-back button"));
    if (event.key === "ArrowRight") press(document.querySelector(".st-key-meeting-next button"));
    if (event.key.toLowerCase() === "m" && !localStorage.getItem(OFF)) openMeetingView();
  });
  const settle = () => {
    const box = document.getElementById("key-m");
    if (!box || box.dataset.isSettled) return;
    box.dataset.isSettled = "yes";
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    });
  };
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
  settle();
})();

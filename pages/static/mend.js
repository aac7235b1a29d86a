// Two mends to Streamlit's own controls that no setting or style can make.
// Its upload control says it is mere decoration (role="presentation") although it has a name and can hold the focus: call it a group.
// Its tables scroll sideways on a phone, but the keyboard cannot reach what scrolls: let it hold the focus, and give it a name.
(() => {
  const mend = () => {
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) {
      zone.setAttribute("role", "group");
    }
    for (const frame of document.querySelectorAll('[data-testid="stTable"] > div')) {
      if (frame.scrollWidth > frame.clientWidth && !frame.hasAttribute("tabindex")) {
        frame.setAttribute("tabindex", "0");
        frame.setAttribute("role", "region");
        window.scrollingTables = (window.scrollingTables || 0) + 1;
        frame.setAttribute("aria-label", `Table that scrolls sideways, ${window.scrollingTables}`);
      }
    }
  };
  if (!window.controlsAreMended) {
    window.controlsAreMended = true;
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", mend);
    document.addEventListener("toggle", mend, true);
    mend();
  }
})();

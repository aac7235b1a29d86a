// Streamlit's upload control says it is mere decoration (role="presentation") although it has a name and can hold the focus, so screen readers
// may pass over it. Call it what it is: a group of controls with a name. No setting or style can do this.
(() => {
  const mend = () => {
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) {
      zone.setAttribute("role", "group");
    }
  };
  if (!window.uploadControlsAreMended) {
    window.uploadControlsAreMended = true;
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
    mend();
  }
})();

// Mends to controls that no setting or style can make.
// Its upload control says it is mere decoration (role="presentation") although it has a name and can hold the focus: call it a group.
// Its tables scroll sideways on a phone, but the keyboard cannot reach what scrolls: let it hold the focus, and give it a name.
// The same holds for a text that scrolls, such as a minute to be copied.
// The form for signing in tells browsers not to fill it in: let them, for people who keep long passwords in a safe place.
// On a phone its menu opens by a sign alone, and the groups of pages in it break the list they stand in.
// Names that are only said keep the signs that were put before people's own marks: take them out.
// A refusal stands above the fields of its form: say so to who hears the fields rather than sees them.
(() => {
  const filledIn = { "Sign-in name": "username", Password: "current-password" };
  const mendForms = () => {
    for (const field of document.querySelectorAll('[class*="st-key-asks-"] input[autocomplete="off"]')) {
      const purpose = filledIn[field.getAttribute("aria-label")];
      if (purpose) field.setAttribute("autocomplete", purpose);
    }
    for (const part of document.querySelectorAll('[class*="st-key-asks-"]')) {
      const refusal = part.querySelector('[role="alert"]');
      const name = [...part.classList].find((word) => word.startsWith("st-key-asks-"));
      if (refusal && !refusal.id) refusal.id = `why-not-${name}`;
      for (const field of part.querySelectorAll("input:not([type=radio])")) {
        const said = field.getAttribute("aria-errormessage");
        if (refusal && said !== refusal.id) {
          field.setAttribute("aria-errormessage", refusal.id);
          field.setAttribute("aria-describedby", refusal.id);
          field.setAttribute("aria-invalid", "true");
        } else if (!refusal && said) {
          for (const attribute of ["aria-errormessage", "aria-describedby", "aria-invalid"]) field.removeAttribute(attribute);
        }
      }
    }
  };
  const mendMenu = () => {
    const opener = document.querySelector('[data-testid="stExpandSidebarButton"]');
    if (opener && opener.getAttribute("aria-label") !== "Menu") opener.setAttribute("aria-label", "Menu");
    const closer = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (closer && closer.getAttribute("aria-label") !== "Close the menu") closer.setAttribute("aria-label", "Close the menu");
    // Groups of pages stand in a list without being items of it: name the groups instead.
    const items = document.querySelector('[data-testid="stSidebarNavItems"]');
    if (items && items.querySelector(":scope > div")) {
      items.setAttribute("role", "presentation");
      for (const item of items.querySelectorAll("li")) item.setAttribute("role", "presentation");
      for (const group of items.querySelectorAll(":scope > div")) {
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", group.querySelector("header")?.innerText.split("\n")[0] || "");
      }
    }
    for (const opened of document.querySelectorAll("[data-floating-ui-portal]:not([role])")) {
      if (!opened.querySelector('[data-testid="stTopNavDropdownLink"]')) continue;
      opened.setAttribute("role", "region");
      opened.setAttribute("aria-label", "Pages of this group");
    }
  };
  // On a phone a table of four columns or more becomes cards, each cell with its heading, unless it was laid out for a phone. It stays a table to who hears it.
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };
  const mendCards = () => {
    if (window.innerWidth > 600) return;
    for (const table of document.querySelectorAll('[data-testid="stTable"] table')) {
      const heads = [...table.querySelectorAll("thead th")].map((head) => head.innerText.trim() || head.textContent.trim());
      if (heads.length < 4 || table.closest('[class*="st-key-narrow-"]')) continue;
      if (!table.hasAttribute("data-cards")) table.setAttribute("data-cards", "");
      for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
        const role = roles[part.tagName.toLowerCase()];
        if (part.getAttribute("role") !== role) part.setAttribute("role", role);
      }
      for (const row of table.querySelectorAll("tbody tr")) {
        [...row.cells].forEach((cell, at) => {
          if (cell.getAttribute("data-head") !== heads[at]) cell.setAttribute("data-head", heads[at] || "");
        });
      }
    }
  };
  // A label that people typed has its marks escaped; where it is only said, the signs of that would be said too.
  const mendNames = () => {
    for (const named of document.querySelectorAll('[aria-label*="\\\\"]')) {
      const name = named.getAttribute("aria-label");
      named.setAttribute("aria-label", name.replace(/\\([^\w\s])/g, "$1").replaceAll("\u2060", ""));
    }
  };
  const mend = () => {
    mendNames();
    mendForms();
    mendMenu();
    mendCards();
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
    for (const text of document.querySelectorAll('[data-testid="stCode"] pre')) {
      if (text.scrollHeight > text.clientHeight && !text.hasAttribute("tabindex")) {
        text.setAttribute("tabindex", "0");
        text.setAttribute("role", "region");
        window.scrollingTexts = (window.scrollingTexts || 0) + 1;
        text.setAttribute("aria-label", `Text that scrolls, ${window.scrollingTexts}`);
      }
    }
    // The small buttons beside a field and inside a list are all called the same: say of which field.
    for (const part of document.querySelectorAll('[data-testid="stNumberInput"], [data-testid="stSelectbox"]')) {
      const field = part.querySelector("input")?.getAttribute("aria-label");
      for (const button of field ? part.querySelectorAll("button[aria-label]") : []) {
        const name = button.getAttribute("aria-label");
        if (!name.includes(field)) button.setAttribute("aria-label", `${name}: ${field}`);
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

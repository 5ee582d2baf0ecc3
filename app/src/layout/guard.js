(function () {
  var root = document.documentElement, dead = false, last = null;
  function seen(event) {
    if (dead) { event.stopImmediatePropagation(); return; }
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && !event.button) last = { href: link.href, at: Date.now() };
  }
  addEventListener("click", seen, true);
  addEventListener("submit", function (event) { if (dead) event.stopImmediatePropagation(); }, true);
  window.gongyiFailed = function () {
    if (dead) return;
    dead = true;
    root.removeAttribute("data-live");
    document.querySelectorAll("form[aria-busy]").forEach(function (form) { form.removeAttribute("aria-busy"); });
    if (!last || Date.now() - last.at > 20000) return;
    if (location.href === last.href) location.reload(); else location.assign(last.href);
  };
  addEventListener("unhandledrejection", function () { window.gongyiFailed(); });
  addEventListener("error", function (event) { if (event.error) window.gongyiFailed(); });
  // A shared screen goes back to its board, which forgets who was here, once nobody touches it.
  var board = root.getAttribute("data-board"), idle;
  function touched() {
    clearTimeout(idle);
    idle = setTimeout(function () { location.replace("/board/" + board); }, 90000);
  }
  if (board && location.pathname.indexOf("/board")) {
    ["pointerdown", "keydown", "scroll"].forEach(function (name) { addEventListener(name, touched, true); });
    touched();
  }
  function online() { root.toggleAttribute("data-offline", !navigator.onLine); }
  addEventListener("online", online);
  addEventListener("offline", online);
})();

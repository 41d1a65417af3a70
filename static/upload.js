/* Shows how far an upload has come. Without this file the form posts as any form does. */
(function () {
  "use strict";

  function text(form, name) {
    return form.dataset[name] || "";
  }

  function meter(form) {
    var box = document.createElement("div");
    var bar = document.createElement("progress");
    var words = document.createElement("p");
    box.className = "ep-upload";
    words.setAttribute("role", "status");
    bar.max = 100;
    box.append(bar, words);
    form.querySelector(".ep-actions").before(box);
    return { box: box, bar: bar, words: words };
  }

  function show(shown, form, done, all) {
    var percent = Math.floor((done / all) * 100);
    shown.bar.value = percent;
    shown.words.textContent = text(form, done < all ? "sending" : "checking").replace("%", percent + " %");
  }

  function hasFile(form) {
    return Array.prototype.some.call(form.querySelectorAll("input[type=file]"), function (input) {
      return input.files.length > 0;
    });
  }

  function send(form, event) {
    var button = event.submitter;
    if (form.dataset.busy || !hasFile(form) || (button && button.formAction !== form.action && button.hasAttribute("formaction"))) {
      if (form.dataset.busy) { event.preventDefault(); }
      return;
    }
    event.preventDefault();
    form.dataset.busy = "1";
    var data = new FormData(form);
    if (button && button.name) { data.append(button.name, button.value); }
    var shown = meter(form);
    var request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", function (progress) {
      if (progress.lengthComputable) { show(shown, form, progress.loaded, progress.total); }
    });
    request.addEventListener("load", function () { arrive(request); });
    request.addEventListener("error", function () { fail(form, shown); });
    request.send(data);
  }

  /* The answer is a page: the next one, after a redirect, or this one with what is to be mended. */
  function arrive(request) {
    if (request.responseURL && request.responseURL !== location.href) {
      history.pushState(null, "", request.responseURL);
      addEventListener("popstate", function () { location.reload(); });
    }
    var page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.title = page.title;
    document.body.replaceWith(page.body);
    start();
    var first = document.querySelector(".govuk-error-summary, .govuk-notification-banner") || document.querySelector("main");
    first.setAttribute("tabindex", "-1");
    first.focus();
  }

  function fail(form, shown) {
    delete form.dataset.busy;
    shown.bar.remove();
    shown.words.setAttribute("role", "alert");
    shown.words.textContent = text(form, "failed");
  }

  function start() {
    document.querySelectorAll("form[data-upload]:not([data-watched])").forEach(function (form) {
      form.dataset.watched = "1";
      form.addEventListener("submit", function (event) { send(form, event); });
    });
  }

  start();
})();

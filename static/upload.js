/* Shows how far an upload has come. Without this file the form posts as any form does. */
(function () {
  "use strict";

  var pieces = window.epPieces;

  function post(form, shown, data) {
    var request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", function (progress) {
      if (progress.lengthComputable) { pieces.show(shown, form, progress.loaded, progress.total); }
    });
    request.addEventListener("load", function () { pieces.forget(); arrive(request); });
    request.addEventListener("error", function () { fail(form, shown); });
    request.send(data);
  }

  function filled(form, submitter) {
    var data = new FormData(form);
    if (submitter && submitter.name) { data.append(submitter.name, submitter.value); }
    return data;
  }

  function chosen(form) {
    return Array.prototype.find.call(form.querySelectorAll("input[type=file]"), function (input) { return input.files.length > 0; });
  }

  function send(form, event) {
    var submitter = event.submitter;
    var input = chosen(form);
    if (form.dataset.busy || !input || (submitter && submitter.formAction !== form.action && submitter.hasAttribute("formaction"))) {
      if (form.dataset.busy) { event.preventDefault(); }
      return;
    }
    event.preventDefault();
    form.dataset.busy = "1";
    if (form.dataset.begin && input.dataset.pieces && input.files[0].size > Number(form.dataset.piece)) {
      pieces.send(form, input, function (shown, token) {
        var data = filled(form, submitter);
        data.delete(input.name);
        data.set(input.name + "_upload", token);
        post(form, shown, data);
      });
    } else {
      post(form, pieces.meter(form), filled(form, submitter));
    }
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
    shown.words.textContent = pieces.text(form, "failed", {});
  }

  function start() {
    document.querySelectorAll("form[data-upload]:not([data-watched])").forEach(function (form) {
      form.dataset.watched = "1";
      form.addEventListener("submit", function (event) { send(form, event); });
      pieces.recall(form);
    });
  }

  start();
})();

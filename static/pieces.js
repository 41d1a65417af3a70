/* Sends a large file in pieces, which goes on by itself after a cut connection; upload.js calls it. */
(function () {
  "use strict";

  var KEPT = "ep-upload:" + location.pathname.replace(/^\/en\//, "/");
  var DAY = 24 * 3600 * 1000;
  var LONGEST_WAIT = 30;
  var SMALLEST = 256 * 1024;
  var PIECE_PATIENCE = 120 * 1000;

  function text(form, name, values) {
    return (form.dataset[name] || "").replace(/\{(\w+)\}/g, function (_all, key) { return values[key]; });
  }

  function size(bytes) {
    var mega = bytes / 1048576;
    return mega >= 1024 ? (mega / 1024).toFixed(2) + " GB" : (mega >= 10 ? Math.round(mega) : mega.toFixed(1)) + " MB";
  }

  function button(label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function meter(form) {
    form.querySelectorAll(".ep-upload").forEach(function (old) { old.remove(); });
    var box = document.createElement("div");
    var bar = document.createElement("progress");
    var words = document.createElement("p");
    var told = document.createElement("p");
    box.className = "ep-upload";
    bar.max = 100;
    bar.setAttribute("aria-label", text(form, "label", {}));
    told.className = "govuk-visually-hidden";
    told.setAttribute("role", "status");
    box.append(bar, words, told);
    form.querySelector(".ep-actions").before(box);
    return { box: box, bar: bar, words: words, told: told, last: "" };
  }

  /* To the eye at every step, to the ear at every tenth and at every turn. */
  function say(shown, words, turn) {
    shown.words.textContent = words;
    if (turn !== shown.last) {
      shown.last = turn;
      shown.told.textContent = words;
    }
  }

  function show(shown, form, done, all) {
    var percent = Math.floor((done / all) * 100);
    shown.bar.value = percent;
    var sending = text(form, "sending", { percent: percent, done: size(done), all: size(all) });
    say(shown, done < all ? sending : text(form, "checking", {}), done < all ? Math.floor(percent / 10) : "checking");
  }

  function left(job, form) {
    var seconds = (Date.now() - job.since) / 1000;
    var speed = (job.sent - job.sentBefore) / seconds;
    if (seconds < 3 || speed <= 0) { return ""; }
    var rest = (job.file.size - job.sent) / speed;
    return rest < 60 ? text(form, "seconds", { n: Math.max(1, Math.round(rest)) }) : text(form, "minutes", { n: Math.ceil(rest / 60) });
  }

  /* KEPT FOR A RELOAD: which file, and what was typed beside it. */
  function keep(form, job) {
    var typed = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && name.charAt(0) !== "_" && name !== "csrfmiddlewaretoken") { typed.push([name, value]); }
    });
    var file = job.file;
    try {
      localStorage.setItem(KEPT, JSON.stringify({ name: file.name, size: file.size, modified: file.lastModified, sent: job.sent, at: Date.now() }));
      sessionStorage.setItem(KEPT, JSON.stringify(typed));
    } catch (_full) { /* a browser that keeps nothing: the server knows how far the file is */ }
  }

  function kept(store) {
    try { return JSON.parse(store.getItem(KEPT)); } catch (_broken) { return null; }
  }

  function forget() {
    try { localStorage.removeItem(KEPT); sessionStorage.removeItem(KEPT); } catch (_closed) { /* as above */ }
  }

  function recall(form) {
    var before = kept(localStorage);
    var input = form.querySelector("input[data-pieces]");
    if (!before || !input || form.querySelector("[name='" + input.name + "_upload']") || Date.now() - before.at > DAY) { return; }
    (kept(sessionStorage) || []).forEach(function (pair) { refill(form, pair[0], pair[1]); });
    var hint = document.createElement("p");
    hint.className = "govuk-inset-text ep-recalled";
    hint.textContent = text(form, "recalled", { name: before.name, percent: Math.floor((before.sent / before.size) * 100) });
    input.before(hint);
  }

  function refill(form, name, value) {
    form.querySelectorAll("[name='" + CSS.escape(name) + "']").forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") { field.checked = field.checked || field.value === value; }
      else if (field.type !== "hidden" && field.type !== "file" && !field.value) { field.value = value; }
    });
  }

  /* ASKING: an answer is {status, data}; status 0 is a cut line, "out" a page that asks to log in again. */
  function ask(job, method, url, body, headers, progress) {
    return new Promise(function (resolve) {
      var request = new XMLHttpRequest();
      job.request = request;
      request.open(method, url);
      request.timeout = method === "PATCH" ? PIECE_PATIENCE : 0;
      request.setRequestHeader("X-CSRFToken", job.form.querySelector("[name=csrfmiddlewaretoken]").value);
      Object.keys(headers || {}).forEach(function (name) { request.setRequestHeader(name, headers[name]); });
      if (progress) { request.upload.addEventListener("progress", progress); }
      request.addEventListener("loadend", function () { resolve(heard(request, url)); });
      request.send(body);
    });
  }

  function heard(request, url) {
    var data = null;
    try { data = JSON.parse(request.responseText); } catch (_page) { /* a page, not an answer */ }
    var moved = request.responseURL && new URL(request.responseURL).pathname !== url;
    var out = moved || (request.status === 403 && !data);
    return { status: out ? "out" : request.status, data: data || {} };
  }

  function begin(job) {
    var file = job.file;
    var body = new URLSearchParams({ ticket: job.form.dataset.ticket, name: file.name, size: file.size, modified: file.lastModified });
    return ask(job, "POST", job.form.dataset.begin, body);
  }

  function next(job) {
    var from = job.sent;
    var piece = job.file.slice(from, Math.min(from + job.piece, job.file.size));
    var headers = { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" };
    return ask(job, "PATCH", job.url, piece, headers, function (event) { advance(job, from + event.loaded); });
  }

  function advance(job, done) {
    var form = job.form;
    var percent = Math.floor((Math.min(done, job.file.size) / job.file.size) * 100);
    job.shown.bar.value = percent;
    var values = { percent: percent, done: size(Math.min(done, job.file.size)), all: size(job.file.size) };
    say(job.shown, text(form, "sending", values) + left(job, form), Math.floor(percent / 10));
  }

  function took(job, data) {
    job.url = data.url || job.url;
    job.token = data.token || job.token;
    job.sent = data.received;
    job.ready = data.ready || false;
    job.tries = 0;
    keep(job.form, job);
    advance(job, job.sent);
  }

  /* Goes on until the file is checked (true), or refused or cancelled (false). */
  async function carry(job) {
    while (!job.ready && !job.over) {
      var whole = job.url && job.sent === job.file.size;
      if (whole) { say(job.shown, text(job.form, "checking", {}), "checking"); }
      var answer = await (whole ? ask(job, "POST", job.url + "check/") : job.url ? next(job) : begin(job));
      if (!job.over) { await judge(job, answer); }
    }
    return job.ready;
  }

  async function judge(job, answer) {
    var before = job.sent;
    if (answer.status >= 200 && answer.status < 300) {
      took(job, answer.data);
      job.piece = Math.min(job.most, job.piece * 2);
    } else if (answer.status === 404 && job.url) {
      job.url = "";
      await rest(job, "");
    } else if (answer.data.received !== undefined) {
      job.sent = answer.data.received;
      if (job.sent === before) { await rest(job, ""); }
    } else if (answer.status === 0 || answer.status === 423 || answer.status >= 500) {
      job.piece = Math.max(SMALLEST, job.piece / 2);
      await rest(job, answer.data.sentence || "");
    } else {
      refuse(job, answer.data.sentence || text(job.form, answer.status === "out" ? "out" : "failed", {}));
    }
  }

  /* A cut line: wait a little longer each time, until the line is back, or the reader says now. */
  function rest(job, sentence) {
    job.tries += 1;
    var seconds = Math.min(LONGEST_WAIT, Math.pow(2, job.tries - 1));
    return new Promise(function (resolve) {
      var timer = setInterval(tick, 1000);
      function done() {
        clearInterval(timer);
        removeEventListener("online", done);
        again.remove();
        job.wake = null;
        job.since = Date.now();
        job.sentBefore = job.sent;
        resolve();
      }
      function tick() {
        var percent = Math.floor((job.sent / job.file.size) * 100);
        say(job.shown, (sentence || text(job.form, "cut", { percent: percent })) + text(job.form, "soon", { n: seconds }), "cut" + job.tries);
        if (seconds <= 0) { done(); }
        seconds -= 1;
      }
      var again = button(text(job.form, "again", {}), done);
      job.shown.buttons.prepend(again);
      job.wake = done;
      addEventListener("online", done);
      tick();
    });
  }

  function close(job) {
    job.over = true;
    delete job.form.dataset.busy;
    removeEventListener("beforeunload", warn);
    if (job.wake) { job.wake(); }
    job.shown.box.remove();
  }

  function refuse(job, sentence) {
    var field = job.input.closest(".govuk-form-group");
    close(job);
    forget();
    field.querySelectorAll(".govuk-error-message").forEach(function (old) { old.remove(); });
    var error = document.createElement("p");
    error.className = "govuk-error-message";
    error.id = job.input.id + "_error";
    error.setAttribute("role", "alert");
    error.textContent = sentence;
    field.classList.add("govuk-form-group--error");
    job.input.before(error);
    job.input.setAttribute("aria-describedby", [job.input.id + "_helptext", error.id].join(" "));
    job.input.setAttribute("aria-invalid", "true");
    job.input.focus();
  }

  function cancel(job) {
    close(job);
    forget();
    if (job.request) { job.request.abort(); }
    if (job.url) { ask(job, "DELETE", job.url); }
    job.input.value = "";
    job.input.focus();
  }

  function warn(event) { event.preventDefault(); }

  /* Sends the file; then(token) once it is here and sound. */
  async function inPieces(form, input, then) {
    var shown = meter(form);
    var most = Number(form.dataset.piece);
    var job = { form: form, input: input, file: input.files[0], shown: shown, url: "", sent: 0, sentBefore: 0, since: Date.now(), tries: 0, piece: most, most: most };
    shown.buttons = document.createElement("div");
    shown.buttons.className = "ep-upload__buttons";
    shown.buttons.append(button(text(form, "cancel", {}), function () { cancel(job); }));
    shown.box.append(shown.buttons);
    shown.box.tabIndex = -1; /* the button that was pressed is hidden meanwhile */
    shown.box.focus({ preventScroll: true });
    form.querySelectorAll(".ep-recalled").forEach(function (hint) { hint.remove(); });
    addEventListener("beforeunload", warn);
    keep(form, job);
    if (!(await carry(job))) { return; }
    removeEventListener("beforeunload", warn);
    shown.buttons.remove();
    then(shown, job.token);
  }

  window.epPieces = { text: text, meter: meter, show: show, forget: forget, recall: recall, send: inPieces };
})();

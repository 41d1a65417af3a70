/* A check list on a telephone: what was typed outlives a lost line. And a box to sign in. Without this file the forms
   post as any form does, and a signature is given on paper and photographed. */
(function () {
  "use strict";

  function keep(form) {
    var kept = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.name === "csrfmiddlewaretoken") { return; }
      if (field.type === "radio" && !field.checked) { return; }
      kept[field.name] = field.value;
    });
    return kept;
  }

  function fill(form, kept) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!(field.name in kept)) { return; }
      if (field.type === "radio") { field.checked = field.value === kept[field.name]; } else { field.value = kept[field.name]; }
    });
  }

  /* A fresh key for what was changed after a sending: the server takes each key once. */
  function fresh() {
    var some = window.crypto.getRandomValues(new Uint8Array(16));
    some[6] = (some[6] & 15) | 64;
    some[8] = (some[8] & 63) | 128;
    var hex = Array.prototype.map.call(some, function (one) { return (one + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function offline(form) {
    var name = "visit:" + form.action;
    var status = form.querySelector("[data-status]");
    var key = form.elements._key;
    var busy = false, waiting = false, sent = false, loggedOut = false;

    function say(words) { status.textContent = words; status.hidden = !words; }

    function stored() {
      try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
    }

    function store() {
      try { localStorage.setItem(name, JSON.stringify({ fields: keep(form), waiting: waiting })); } catch (error) { say(form.dataset.kept); }
    }

    function later(words) { waiting = true; store(); say(words); }

    /* A login gives the page a new token: it is fetched before the next sending, what was typed stays. */
    function renewed() {
      return fetch(form.action, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
        var there = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-offline] [name=csrfmiddlewaretoken]");
        if (there) { form.elements.csrfmiddlewaretoken.value = there.value; }
        return Boolean(there);
      });
    }

    /* The key of the form goes with it: sent twice, it is one record. What is typed meanwhile has a key of its own. */
    function send() {
      if (busy) { return; }
      busy = true;
      (loggedOut ? renewed() : Promise.resolve(true)).then(function (mayGo) {
        if (!mayGo) { busy = false; later(form.dataset.login); return null; }
        var taken = key.value;
        sent = true;
        return fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).then(function (answer) { read(answer, taken); });
      }).catch(function () { busy = false; later(form.dataset.kept); });
    }

    function read(answer, taken) {
      busy = false;
      loggedOut = answer.status === 403 || answer.redirected && answer.url.indexOf("/login") >= 0;
      if (loggedOut) {
        later(form.dataset.login);
      } else if (answer.status >= 500 || answer.status === 429) {
        later(form.dataset.away);
      } else if (answer.redirected && answer.url.split("?")[0] !== form.action) {
        if (key.value !== taken) { send(); return; }
        localStorage.removeItem(name);
        location.assign(answer.url);
      } else {
        /* Something is to be mended: the page itself says what; what was typed is kept until it is taken. */
        waiting = false;
        store();
        HTMLFormElement.prototype.submit.call(form);
      }
    }

    var before = stored();
    if (before && before.fields) {
      fill(form, before.fields);
      waiting = sent = Boolean(before.waiting);
      say(form.dataset.restored);
      if (waiting && navigator.onLine) { send(); }
    }
    form.addEventListener("input", function () {
      if (sent) { key.value = fresh(); sent = false; }
      store();
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); waiting = true; store(); send(); });
    window.addEventListener("online", function () {
      if (waiting) { send(); }
    });
  }

  function pad(input) {
    var box = document.getElementById(input.dataset.pad);
    if (!box) { return; }
    var canvas = document.createElement("canvas");
    var pen = canvas.getContext("2d");
    var label = document.createElement("p");
    var clear = document.createElement("button");
    var down = false;
    canvas.width = 640;
    canvas.height = 240;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", box.dataset.label);
    label.className = "govuk-label";
    label.textContent = box.dataset.label;
    clear.type = "button";
    clear.className = "govuk-button govuk-button--secondary";
    clear.textContent = box.dataset.clear;

    function empty() {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.strokeStyle = "#000";
      pen.lineWidth = 4;
      pen.lineCap = "round";
      input.value = "";
    }

    function spot(event) {
      var area = canvas.getBoundingClientRect();
      return [(event.clientX - area.left) * canvas.width / area.width, (event.clientY - area.top) * canvas.height / area.height];
    }

    canvas.addEventListener("pointerdown", function (event) {
      down = true;
      canvas.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo.apply(pen, spot(event));
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", function (event) {
      if (!down) { return; }
      pen.lineTo.apply(pen, spot(event));
      pen.stroke();
    });
    canvas.addEventListener("pointerup", function () {
      down = false;
      input.value = canvas.toDataURL("image/jpeg", 0.8);
    });
    clear.addEventListener("click", empty);
    empty();
    box.append(label, canvas, clear);
    box.hidden = false;
    /* Beside the name, where it is signed; without this file the box is not there. */
    var form = input.form;
    form.insertBefore(box, form.querySelector(".ep-actions"));
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-offline]"), offline);
  Array.prototype.forEach.call(document.querySelectorAll("input[data-pad]"), pad);
})();

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

  function offline(form) {
    var name = "visit:" + form.action;
    var status = form.querySelector("[data-status]");
    var busy = false;

    function say(words) { status.textContent = words; status.hidden = !words; }

    function stored() {
      try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
    }

    function store(waiting) {
      try { localStorage.setItem(name, JSON.stringify({ fields: keep(form), waiting: waiting })); } catch (error) { say(form.dataset.kept); }
    }

    /* The key of the form goes with it: sent twice, it is one record. */
    function send() {
      if (busy) { return; }
      busy = true;
      fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).then(function (answer) {
        busy = false;
        if (answer.redirected && answer.url.split("?")[0] !== form.action && answer.url.indexOf("/login") < 0) {
          localStorage.removeItem(name);
          location.assign(answer.url);
        } else if (answer.redirected || answer.status === 403) {
          say(form.dataset.login);
        } else {
          /* Something is to be mended: the page itself says what. */
          localStorage.removeItem(name);
          HTMLFormElement.prototype.submit.call(form);
        }
      }).catch(function () { busy = false; store(true); say(form.dataset.kept); });
    }

    var before = stored();
    if (before && before.fields) {
      fill(form, before.fields);
      say(form.dataset.restored);
      if (before.waiting && navigator.onLine) { send(); }
    }
    form.addEventListener("input", function () { store(false); });
    form.addEventListener("submit", function (event) { event.preventDefault(); store(true); send(); });
    window.addEventListener("online", function () {
      var now = stored();
      if (now && now.waiting) { send(); }
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

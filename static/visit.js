/* Forms on a telephone: what was typed, chosen and photographed outlives a lost line. And a box to sign in. Without this
   file the forms post as any form does, and a signature is given on paper and photographed. */
(function () {
  "use strict";

  function ticks(field) { return field.type === "radio" || field.type === "checkbox"; }

  function keep(form) {
    var kept = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file") { return; }
      if (ticks(field)) {
        kept[field.name] = kept[field.name] || [];
        if (field.checked) { kept[field.name].push(field.value); }
      } else {
        kept[field.name] = field.value;
      }
    });
    return kept;
  }

  function fill(form, kept) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!(field.name in kept) || field.type === "file") { return; }
      if (ticks(field)) { field.checked = kept[field.name].indexOf(field.value) >= 0; } else { field.value = kept[field.name]; }
    });
  }

  /* Photographs are too large for where typed words are kept: they lie in the browser's database until they are taken. */
  function shelf(mode, act) {
    return new Promise(function (done, fail) {
      var asked = window.indexedDB.open("visit", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("files"); };
      asked.onerror = function () { fail(asked.error); };
      asked.onsuccess = function () {
        var deal = asked.result.transaction("files", mode);
        var request = act(deal.objectStore("files"));
        deal.oncomplete = function () { asked.result.close(); done(request.result); };
        deal.onabort = function () { asked.result.close(); fail(deal.error); };
      };
    });
  }

  function put(key, file) { return shelf("readwrite", function (files) { return files.put(file, key); }); }

  function drop(key) { return shelf("readwrite", function (files) { return files.delete(key); }); }

  function take(key) { return shelf("readonly", function (files) { return files.get(key); }); }

  function keysOf(mark) {
    return shelf("readonly", function (files) { return files.getAllKeys(); }).then(function (keys) {
      return keys.filter(function (key) { return String(key).indexOf(mark) === 0; }).sort();
    });
  }

  function fileInputs(form) { return Array.prototype.slice.call(form.querySelectorAll("input[type=file]")); }

  /* What was chosen before the page was closed is chosen again. */
  function choose(input, file) {
    if (!file) { return; }
    var held = new DataTransfer();
    held.items.add(file);
    input.files = held.files;
  }

  function isOut(answer) { return answer.status === 403 || answer.redirected && answer.url.indexOf("/login") >= 0; }

  function isAway(answer) { return answer.status >= 500 || answer.status === 429; }

  function isTaken(answer, form) { return answer.redirected && answer.url.split("?")[0] !== form.action; }

  /* A login gives the page a new token: it is fetched before the next sending, what was typed stays. */
  function renewed(form) {
    return fetch(form.action, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      var there = new DOMParser().parseFromString(text, "text/html").querySelector("#step-form [name=csrfmiddlewaretoken]");
      if (there) { form.elements.csrfmiddlewaretoken.value = there.value; }
      return Boolean(there);
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
    var inputs = fileInputs(form);
    var busy = false, waiting = false, sent = false, loggedOut = false;

    function say(words) { status.textContent = words; status.hidden = !words; }

    function stored() {
      try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
    }

    function store() {
      try { localStorage.setItem(name, JSON.stringify({ fields: keep(form), waiting: waiting })); } catch (error) { say(form.dataset.kept); }
    }

    function later(words) { waiting = true; store(); say(words); }

    function place(input) { return name + "|" + input.name; }

    function storeFile(input) {
      var file = input.files[0];
      (file ? put(place(input), file) : drop(place(input))).catch(function () { say(form.dataset.nofile); });
    }

    /* The answer of the server, and nothing before it, takes the copy away. */
    function forget() {
      localStorage.removeItem(name);
      return Promise.all(inputs.map(function (input) { return drop(place(input)); })).catch(function () { return null; });
    }

    function restored() {
      return Promise.all(inputs.map(function (input) {
        return take(place(input)).then(function (file) { choose(input, file); });
      })).catch(function () { return null; });
    }

    /* The key of the form goes with it: sent twice, it is one record. What is typed meanwhile has a key of its own. */
    function send() {
      if (busy) { return; }
      busy = true;
      (loggedOut ? renewed(form) : Promise.resolve(true)).then(function (mayGo) {
        if (!mayGo) { busy = false; later(form.dataset.login); return null; }
        var taken = key.value;
        sent = true;
        return fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).then(function (answer) { read(answer, taken); });
      }).catch(function () { busy = false; later(form.dataset.kept); });
    }

    function read(answer, taken) {
      busy = false;
      loggedOut = isOut(answer);
      if (loggedOut) {
        later(form.dataset.login);
      } else if (isAway(answer)) {
        later(form.dataset.away);
      } else if (isTaken(answer, form)) {
        if (key.value !== taken) { send(); return; }
        forget().then(function () { location.assign(answer.url); });
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
      restored().then(function () { if (waiting && navigator.onLine) { send(); } });
    }
    form.addEventListener("input", function (event) {
      if (sent) { key.value = fresh(); sent = false; }
      if (event.target.type === "file") { storeFile(event.target); }
      store();
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); waiting = true; store(); send(); });
    window.addEventListener("online", function () {
      if (waiting) { send(); }
    });
  }

  /* Photographs wait in a row, each with a key of its own: another can be taken while the line is lost. */
  function queue(form) {
    var mark = "queue:" + form.action + "|";
    var status = form.querySelector("[data-status]");
    var input = fileInputs(form)[0];
    var busy = false, loggedOut = false, refused = "", last = "";

    function say(words) { status.textContent = words; status.hidden = !words; }

    function stop(words, n) { busy = false; say(refused + words.replace("{n}", n)); }

    function flush() {
      if (busy) { return; }
      busy = true;
      (loggedOut ? renewed(form) : Promise.resolve(true)).then(function (mayGo) {
        return keysOf(mark).then(function (keys) {
          if (!mayGo) { stop(form.dataset.login, keys.length); return null; }
          return next(keys);
        });
      }).catch(function () {
        keysOf(mark).then(function (keys) { stop(form.dataset.waiting, keys.length); }, function () { stop(form.dataset.nofile, 0); });
      });
    }

    function next(keys) {
      if (!keys.length) {
        stop("", 0);
        if (last && !refused) { location.assign(last); }
        return null;
      }
      return take(keys[0]).then(function (file) {
        var data = new FormData();
        data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        data.append("_key", keys[0].split("|").pop());
        data.append(input.name, file, file.name);
        return fetch(form.action, { method: "POST", body: data, credentials: "same-origin" }).then(function (answer) {
          return read(answer, keys, file);
        });
      });
    }

    function read(answer, keys, file) {
      loggedOut = isOut(answer);
      if (loggedOut) { stop(form.dataset.login, keys.length); return null; }
      if (isAway(answer)) { stop(form.dataset.waiting, keys.length); return null; }
      if (isTaken(answer, form)) {
        last = answer.url;
        return drop(keys[0]).then(function () { return next(keys.slice(1)); });
      }
      return answer.text().then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var why = page.querySelector("#main-content .govuk-error-message, main .govuk-error-message, main [role=alert]");
        refused += form.dataset.refused.replace("{name}", file.name).replace("{why}", why ? why.textContent.trim() : "");
        return drop(keys[0]).then(function () { return next(keys.slice(1)); });
      });
    }

    form.addEventListener("submit", function (event) {
      var file = input.files[0];
      if (!file) { return; }
      event.preventDefault();
      refused = "";
      put(mark + Date.now() + "|" + form.elements._key.value, file).then(function () {
        form.elements._key.value = fresh();
        input.value = "";
        flush();
      }, function () { HTMLFormElement.prototype.submit.call(form); });
    });
    window.addEventListener("online", flush);
    keysOf(mark).then(function (keys) { if (keys.length) { say(form.dataset.waiting.replace("{n}", keys.length)); flush(); } }, function () { return null; });
  }

  /* On the page of the feedback: photographs of this visit that have not been sent. */
  function unsent(box) {
    keysOf("queue:" + new URL(box.dataset.photos, location.href).href + "|").then(function (keys) {
      box.hidden = !keys.length;
      box.querySelector("[data-n]").textContent = keys.length;
    }, function () { return null; });
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
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    /* What was signed before the page was closed is there again. */
    var before = input.value;
    clear.addEventListener("click", function () {
      empty();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    empty();
    if (before) {
      var drawn = new Image();
      drawn.onload = function () { pen.drawImage(drawn, 0, 0); };
      drawn.src = before;
      input.value = before;
    }
    box.append(label, canvas, clear);
    box.hidden = false;
    /* Beside the name, where it is signed; without this file the box is not there. */
    var form = input.form;
    form.insertBefore(box, form.querySelector(".ep-actions"));
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-offline=form]"), offline);
  Array.prototype.forEach.call(document.querySelectorAll("form[data-offline=queue]"), queue);
  Array.prototype.forEach.call(document.querySelectorAll("[data-photos]"), unsent);
  Array.prototype.forEach.call(document.querySelectorAll("input[data-pad]"), pad);
})();

/* Compares a file with the hashes of a letter, here in the browser: the file is never sent anywhere. */
(function () {
  "use strict";

  var box = document.getElementById("compare");
  if (!box || !window.crypto || !crypto.subtle || !window.File || !File.prototype.arrayBuffer) { return; }

  var input = box.querySelector("input[type=file]");
  var said = box.querySelector("[role=status]");
  var hash = box.querySelector("code");
  var hashes = box.dataset.prints.split(" ").filter(Boolean);

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (octet) {
      return octet.toString(16).padStart(2, "0");
    }).join("");
  }

  function word(sha256) {
    var place = hashes.indexOf(sha256);
    return place === 0 ? "same" : place > 0 ? "earlier" : "other";
  }

  function show(match, sha256) {
    said.textContent = box.dataset[match];
    said.dataset.match = match;
    hash.textContent = sha256;
    hash.parentElement.hidden = !sha256;
  }

  function compare(file) {
    if (!file) { return; }
    show("working", "");
    file.arrayBuffer().then(function (content) {
      return crypto.subtle.digest("SHA-256", content);
    }).then(function (digest) {
      var sha256 = hex(digest);
      show(word(sha256), sha256);
    }).catch(function () { show("failed", ""); });
  }

  input.addEventListener("change", function () { compare(input.files[0]); });
  box.addEventListener("dragover", function (event) { event.preventDefault(); box.classList.add("ep-drop--over"); });
  box.addEventListener("dragleave", function () { box.classList.remove("ep-drop--over"); });
  box.addEventListener("drop", function (event) {
    event.preventDefault();
    box.classList.remove("ep-drop--over");
    compare(event.dataTransfer.files[0]);
  });
  box.hidden = false;
})();

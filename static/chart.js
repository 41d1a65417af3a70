/* The picture of a series as an interactive one, when a reader asks for it; the picture, the table and the page work without. */
(function () {
  'use strict';
  var asked = null;

  function library(address) {
    asked = asked || new Promise(function (done, failed) {
      var script = document.createElement('script');
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.appendChild(script);
    });
    return asked;
  }

  function options(told) {
    var line = {
      type: 'line', name: told.name, data: told.values, connectNulls: false, showSymbol: told.values.length < 100,
      symbolSize: 6, lineStyle: { color: '#1b5480', width: 2.5 }, itemStyle: { color: '#1b5480' }
    };
    if (told.limit !== null) {
      line.markLine = {
        symbol: 'none', silent: true, lineStyle: { color: '#c01722', type: 'dashed' },
        label: { formatter: told.limitName, position: 'insideEndTop', color: '#16191d' }, data: [{ yAxis: told.limit }]
      };
    }
    return {
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches, aria: { enabled: true },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: '#16191d' },
      grid: { left: 60, right: 16, top: 30, bottom: 70 },
      // Drawn on the canvas: the page's security policy allows no style attribute in markup.
      tooltip: {
        trigger: 'axis', renderMode: 'richText',
        valueFormatter: function (value) { return value === null || value === undefined ? '—' : value + ' ' + told.unit; }
      },
      dataZoom: [{ type: 'inside' }, { type: 'slider', height: 24, bottom: 8 }],
      xAxis: { type: 'category', data: told.labels, boundaryGap: false },
      yAxis: { type: 'value', name: told.unit, max: told.limit === null ? undefined : function (seen) { return Math.max(seen.max, told.limit); } },
      series: [line]
    };
  }

  function show(figure, button) {
    button.disabled = true;
    library(figure.dataset.library).then(function () {
      var box = document.createElement('div'), picture = figure.querySelector('svg');
      box.className = 'ep-chart__live';
      picture.after(box);
      var chart = window.echarts.init(box, null, { renderer: 'canvas' });
      chart.setOption(options(JSON.parse(figure.dataset.chart)));
      picture.setAttribute('hidden', '');
      button.remove();
      window.addEventListener('resize', function () { chart.resize(); });
      window.addEventListener('beforeprint', function () { picture.removeAttribute('hidden'); box.setAttribute('hidden', ''); });
      window.addEventListener('afterprint', function () { picture.setAttribute('hidden', ''); box.removeAttribute('hidden'); });
    }, function () { button.disabled = false; });
  }

  document.querySelectorAll('figure[data-chart]').forEach(function (figure) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'govuk-button govuk-button--secondary ep-chart__ask ep-noprint';
    button.textContent = figure.dataset.ask;
    button.addEventListener('click', function () { show(figure, button); });
    figure.querySelector('svg').after(button);
  });
}());

// The first page: alerts, pipelines, versions, runs as they go. Its only source is the interface.
const steps = ['ingest', 'contract', 'features', 'segment', 'forecast', 'policy', 'publish', 'monitor'];
const stateClass = { running: 'busy', published: 'good', unchanged: 'good', blocked: 'bad', failed: 'bad', cancelled: 'idle', interrupted: 'bad', refused: 'bad' };
const versionsShown = 12, runsShown = 15;
const $ = id => document.getElementById(id);
const watched = new Map();    // run id -> {view, events}
const painted = new WeakMap(); // node -> what it shows
const versions = new Map();   // pipeline -> {of, list}: fetched anew when the pipeline has a new version
let reported = new Set();      // pipelines with a report that the key may see
let key = null, me = null, sought = null, refreshing = false;

// The key comes in the fragment, which no server sees, and leaves the address at once.
const fragment = new URLSearchParams(location.hash.slice(1));
if (fragment.get('key')) {
  sessionStorage.setItem('key', fragment.get('key'));
  history.replaceState(null, '', location.pathname);
}
sought = fragment.get('alert'); // A notice's link names its alert.

const el = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value); else if (name === 'class') node.className = value; else if (value != null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(c => c != null));
  return node;
};

// Shows something anew only when it differs, and leaves the focus where it was.
const paint = (node, data, build) => {
  const text = JSON.stringify(data);
  if (painted.get(node) === text) return;
  painted.set(node, text);
  const focus = node.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  const open = [...node.querySelectorAll('details[open][data-keep]')].map(d => d.dataset.keep);
  node.replaceChildren(...build());
  node.querySelectorAll('details[data-keep]').forEach(d => { d.open ||= open.includes(d.dataset.keep); });
  if (focus) node.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
};

const call = async (path, options = {}) => {
  const answer = await fetch(path, { ...options, headers: { Authorization: `Bearer ${key}`, ...(options.body ? { 'Content-Type': 'application/json' } : {}), ...options.headers } });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({ title: `The service answered ${answer.status}.`, detail: '' }));
  throw Object.assign(new Error(`${problem.title} ${problem.detail ?? ''}`), { status: answer.status });
};
const json = async (path, options) => (await call(path, options)).json();
const optional = async path => { try { return await json(path); } catch (e) { if (e.status === 403 || e.status === 404) return []; throw e; } };

const may = scope => !me?.read_only && me?.scopes.some(s => s === scope || s === 'admin');
const path = (...parts) => `/api/v1/${parts.map(encodeURIComponent).join('/')}`;
const when = text => text ? new Date(text).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }) : '';
const ago = text => {
  const s = Math.round((Date.now() - new Date(text)) / 1000), a = Math.abs(s);
  const form = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return a < 45 && s >= 0 ? 'just now' : a < 90 ? form.format(-Math.sign(s), 'minute') : a < 5400 ? form.format(-Math.round(s / 60), 'minute') : a < 129600 ? form.format(-Math.round(s / 3600), 'hour') : form.format(-Math.round(s / 86400), 'day');
};
const time = text => el('time', { datetime: text, title: when(text) }, ago(text));
const span = seconds => seconds < 100 ? `${seconds.toFixed(1)} s` : seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
const took = item => item.ended ? span((new Date(item.ended) - new Date(item.started)) / 1000) : '';
const state = word => el('span', { class: `state ${stateClass[word] ?? 'idle'}` }, word);
const tell = text => { $('notice').textContent = text; $('notice').hidden = !text; };
const attempt = work => async () => { tell(''); try { await work(); } catch (e) { tell(e.message); } await refresh(); };
const reportLink = (pipeline, label) => el('a', { class: 'button', href: `/report#${encodeURIComponent(pipeline)}`, target: '_blank', rel: 'opener', 'data-focus': `report-${pipeline}` }, label);

// Alerts

// Alerts of one kind about one pipeline stand together, as receivers are told of them.
function together(alerts) {
  const groups = new Map();
  for (const a of alerts) {
    const name = [a.state, a.pipeline, a.kind, a.severity].join(' ');
    if (groups.has(name)) groups.get(name).push(a); else groups.set(name, [a]);
  }
  return [...groups.values()].map(group => group.length === 1 ? alertCard(group[0]) : groupCard(group));
}

function groupCard(group) {
  const [first] = group, card = alertCard(first);
  const names = group.map(a => a.labels.driver).filter(Boolean);
  card.querySelector('h3').textContent = names.length ? `The distributions of ${names.length} drivers have moved.` : `${first.what} And ${group.length - 1} more like it.`;
  card.querySelector('.size').replaceWith(...(names.length ? [el('p', { class: 'size' }, names.join(', '))] : []), el('details', { 'data-keep': `group-${first.fingerprint}`, open: group.length < 4 }, el('summary', { 'data-focus': `group-${first.fingerprint}` }, names.length ? 'How far' : `All ${group.length}`),
    el('table', { class: 'compact' }, el('tbody', {}, ...group.map(a => el('tr', { id: a === first ? null : `alert-${a.fingerprint}`, tabindex: '-1' }, el('td', {}, a.labels.driver ?? a.labels.override ?? a.what), el('td', { class: 'wrap' }, a.size), el('td', {}, time(a.since)),
      el('td', {}, may('publish') && a.state === 'firing' ? el('button', { class: 'quiet', onclick: () => askSilence(a), 'data-focus': `silence-${a.fingerprint}`, 'aria-label': `Silence ${a.what}` }, 'Silence …') : null)))))));
  card.querySelectorAll('.actions [data-focus^="silence-"]').forEach(b => b.remove());
  return card;
}

function alertCard(a) {
  const actions = el('div', { class: 'actions' },
    a.link.endsWith('/report') ? (reported.has(a.pipeline) ? reportLink(a.pipeline, 'Report') : null) : !me.sees_all && !runLink(a) ? null : el('button', { onclick: attempt(() => evidence(a)), 'data-focus': `evidence-${a.fingerprint}` }, 'Evidence'),
    may('publish') && (a.state === 'firing' || a.state === 'hidden') ? el('button', { class: 'quiet', onclick: () => askSilence(a), 'data-focus': `silence-${a.fingerprint}` }, 'Silence …') : null);
  return el('article', { class: `alert ${a.severity} ${a.state}`, id: `alert-${a.fingerprint}`, tabindex: '-1' },
    el('div', { class: 'top' }, el('h3', {}, a.what), el('span', { class: 'tags' }, a.state === 'firing' ? null : el('span', { class: 'tag' }, a.state), el('span', { class: `tag ${a.severity}` }, a.severity), el('span', { class: 'tag' }, a.kind))),
    el('p', { class: 'size' }, a.size),
    el('p', { class: 'meta' }, el('b', {}, a.pipeline), a.version == null ? null : `, version ${a.version}`, a.state === 'resolved' ? ', over ' : ', since ', time(a.state === 'resolved' ? a.resolved : a.since)),
    a.state === 'resolved' ? null : el('p', { class: 'todo' }, a.todo),
    actions);
}

function paintAlerts(alerts, silences) {
  const present = alerts.filter(a => a.state !== 'resolved'), over = alerts.filter(a => a.state === 'resolved');
  const loud = present.filter(a => a.state === 'firing');
  $('n-alerts').textContent = loud.length || '';
  document.title = loud.length ? `(${loud.length}) SegmentationML` : 'SegmentationML';
  paint($('alerts'), [alerts, silences, [...reported], minute()], () => [
    ...(present.length ? together(present) : [el('p', { class: 'empty good' }, 'Nothing needs your attention.')]),
    ...(over.length ? [el('details', { 'data-keep': 'over' }, el('summary', { 'data-focus': 'over' }, `Over within the last day: ${over.length}`), ...together(over))] : []),
    ...(silences.length ? [el('details', { 'data-keep': 'silences' }, el('summary', { 'data-focus': 'silences' }, `Silences: ${silences.length}`),
      el('ul', { class: 'plain' }, ...silences.map(s => el('li', {}, el('code', {}, s.matchers.join(', ')), ` until ${when(s.to)}, ${s.by}: ${s.reason} `,
        may('publish') && me.sees_all ? el('button', { class: 'quiet', 'data-focus': `end-${s.number}`, onclick: attempt(() => call(path('alerts', 'silences', s.number), { method: 'DELETE' })) }, 'End') : null))))] : []),
  ]);
  const found = sought && $(`alert-${sought}`);
  if (found) { sought = null; for (let d = found.closest('details'); d; d = d.parentElement.closest('details')) d.open = true; found.scrollIntoView({ block: 'center' }); found.focus(); }
}

let silenced = null;
function askSilence(alert) {
  silenced = alert;
  $('silence-what').textContent = `${alert.what} (${alert.pipeline})`;
  $('silence-wrong').textContent = ''; $('silence-reason').value = '';
  $('silence').showModal();
  $('silence-reason').focus();
}
$('silence').querySelector('form').addEventListener('submit', async e => {
  e.preventDefault();
  try {
    await call(path('alerts', silenced.fingerprint, 'silence'), { method: 'POST', body: JSON.stringify({ hours: +$('silence-hours').value, reason: $('silence-reason').value.trim() }) });
    $('silence').close();
  } catch (problem) { $('silence-wrong').textContent = problem.message; return; }
  await refresh();
});
document.querySelectorAll('[data-close]').forEach(b => b.addEventListener('click', () => b.closest('dialog').close()));

const runLink = alert => alert.link.match(/^\/api\/v1\/runs\/([^/]+)$/);
async function evidence(alert) {
  const run = runLink(alert);
  if (run) return showRun(decodeURIComponent(run[1]));
  if (!alert.link.startsWith('/api/v1/')) return;
  show(`Evidence: ${alert.what}`, el('pre', { tabindex: '0' }, JSON.stringify(await json(alert.link), null, 2)));
}

function show(title, ...content) {
  $('details-title').textContent = title;
  $('details-body').replaceChildren(...content);
  if (!$('details').open) $('details').showModal();
}

async function showRun(id) {
  const run = await json(path('runs', id));
  const rows = (run.steps ?? []).map(s => el('tr', {}, el('td', {}, s.step), el('td', {}, el('span', { class: `state ${s.state === 'failed' ? 'bad' : s.state === 'running' ? 'busy' : s.state === 'skipped' ? 'idle' : 'good'}` }, s.state)), el('td', { class: 'n' }, took(s)), el('td', { class: 'n' }, s.rows ? s.rows.toLocaleString('en') : ''), el('td', { class: 'wrap' }, s.summary)));
  show(`Run ${run.id} of ${run.pipeline}`,
    el('p', {}, state(run.state), `, started ${when(run.started)}`, run.ended ? `, took ${took(run)}` : '', run.attempt > 1 ? `, attempt ${run.attempt}` : '', run.version == null ? '' : `, version ${run.version}`),
    ...(run.problem ? [el('p', { class: 'problem' }, run.problem)] : []),
    el('div', { class: 'scroll' }, el('table', {}, el('thead', {}, el('tr', {}, ...['Step', 'State', 'Took', 'Rows', 'What came out'].map((h, i) => el('th', { scope: 'col', class: i === 2 || i === 3 ? 'n' : null }, h)))), el('tbody', {}, ...(rows.length ? rows : [el('tr', {}, el('td', { colspan: 5 }, 'No step has begun.'))])))));
}

// Pipelines

function card(p) {
  const running = p.last_run?.state === 'running';
  const facts = el('dl', { class: 'facts' });
  const fact = (name, ...value) => value[0] != null && value[0] !== '' && facts.append(el('dt', {}, name), el('dd', {}, ...value));
  if (p.version == null) fact('Version', 'none yet'); else fact('Version', `${p.version}, `, time(p.published));
  fact('Entities', p.entities?.toLocaleString('en'));
  fact('Data before', p.as_of);
  const s = p.schedule;
  if (s) {
    if (s.next) fact('Next run', time(s.next), ` (${when(s.next)})`); else if (s.cron) fact('Next run', 'not on this server');
    fact('Also runs', [s.after.length ? `after ${s.after.join(', ')}` : '', s.on_drift.length ? `when ${s.on_drift.join(', ')} drifts` : '', s.new_files ? 'on new files' : ''].filter(Boolean).join('; '));
    if (s.last && !s.last.started) fact('Last time', `not started: ${s.last.reason}`);
  }
  const bars = el('div', { class: 'steps', role: 'progressbar', 'aria-label': `steps of the run of ${p.name}`, 'aria-valuemin': 0, 'aria-valuemax': steps.length, 'aria-valuenow': 0 }, ...steps.map(name => el('span', { title: name, 'data-step': name }, el('i'))));
  const live = el('div', { class: 'live' });
  const node = el('article', { class: 'card', 'data-pipeline': p.name },
    el('div', { class: 'top' }, el('h3', {}, p.name), p.last_run ? state(p.last_run.state) : el('span', { class: 'state idle' }, 'never run')),
    p.description ? el('p', { class: 'about' }, p.description) : null,
    facts,
    p.last_run && ['failed', 'blocked'].includes(p.last_run.state) && p.last_run.problem ? el('div', { class: 'problem' }, p.last_run.problem) : null,
    ...p.problems.map(problem => el('div', { class: 'problem' }, `${problem.code}: ${problem.what} ${problem.fix}`)),
    running ? bars : null, running ? live : null,
    el('div', { class: 'actions' },
      p.report ? reportLink(p.name, 'Report') : null,
      p.last_run ? el('button', { class: 'quiet', 'data-focus': `steps-${p.name}`, onclick: attempt(() => showRun(p.last_run.id)) }, 'Last run') : null,
      runButton(p, running)));
  if (running) watch(p.last_run.id, { bars, live });
  return node;
}

function runButton(p, running) {
  if (!may('publish')) return null;
  return running
    ? el('button', { class: 'quiet', 'data-focus': `cancel-${p.name}`, onclick: attempt(() => call(path('runs', p.last_run.id, 'cancel'), { method: 'POST' })) }, 'Cancel')
    : el('button', { 'data-focus': `run-${p.name}`, disabled: p.problems.length > 0, onclick: attempt(() => call(path('pipelines', p.name, 'runs'), { method: 'POST', body: '{}' })) }, 'Run now');
}

function paintPipelines(pipelines) {
  const used = pipelines.filter(p => p.last_run || p.problems.length || p.schedule), idle = pipelines.filter(p => !used.includes(p));
  used.sort((a, b) => (b.last_run != null) - (a.last_run != null) || a.name.localeCompare(b.name));
  paint($('pipelines'), [pipelines, minute()], () => [
    ...(pipelines.length ? [] : [el('p', { class: 'empty' }, 'No pipeline is defined yet: ', el('code', {}, 'segml new pipeline NAME'), ' writes one.')]),
    ...(used.length ? [el('div', { class: 'cards' }, ...used.map(card))] : []),
    ...(idle.length ? [el('details', { 'data-keep': 'idle', open: used.length === 0 }, el('summary', { 'data-focus': 'idle' }, `Never run: ${idle.length}`),
      el('ul', { class: 'plain' }, ...idle.map(p => el('li', {}, el('b', {}, p.name), p.description ? ` ${p.description} ` : ' ', runButton(p, false)))))] : []),
  ]);
}

function showEvent(view, event) {
  const bar = event.step && view.bars.querySelector(`[data-step="${event.step}"]`);
  if (event.kind === 'step-started') bar.className = 'now';
  if (event.kind === 'step-progressed' && event.fraction != null) { bar.setAttribute('data-known', ''); bar.firstChild.style.width = `${100 * event.fraction}%`; }
  if (event.kind === 'step-ended') { bar.removeAttribute('data-known'); bar.firstChild.removeAttribute('style'); bar.className = event.state; }
  if (event.step) {
    view.live.textContent = `${event.step}${event.text ? `: ${event.text}` : ''}`;
    view.bars.setAttribute('aria-valuenow', steps.indexOf(event.step)); view.bars.setAttribute('aria-valuetext', event.step);
  }
}

// Server-sent events by fetch, since EventSource cannot carry a key.
async function watch(run, view) {
  const known = watched.get(run);
  if (known) { known.events.forEach(e => showEvent(view, e)); known.view = view; return; }
  const entry = { view, events: [] };
  watched.set(run, entry);
  try {
    const reader = (await call(`${path('runs', run)}/events`)).body.pipeThrough(new TextDecoderStream()).getReader();
    for (let buffer = ''; ;) {
      const { value, done } = await reader.read();
      if (done) break;
      buffer += value;
      for (let end; (end = buffer.indexOf('\n\n')) >= 0; buffer = buffer.slice(end + 2)) {
        const data = buffer.slice(0, end).split('\n').filter(l => l.startsWith('data:')).map(l => l.slice(5)).join('\n');
        if (data) { const event = JSON.parse(data); entry.events.push(event); showEvent(entry.view, event); }
      }
    }
  } catch { /* the next look tells how the run ended */ }
  watched.delete(run);
  await refresh();
}

// Versions and runs

async function fetchVersions(pipelines) {
  await Promise.all(pipelines.filter(p => p.version != null).map(async p => {
    const mark = `${p.version} ${p.last_run?.id} ${p.last_run?.state}`;
    if (versions.get(p.name)?.of !== mark) versions.set(p.name, { of: mark, list: await optional(path('pipelines', p.name, 'snapshots')) });
  }));
  return pipelines.filter(p => p.version != null).flatMap(p => versions.get(p.name).list.map(v => ({ ...v, pipeline: p.name, inUse: v.version === p.version, ahead: v.version > p.version })))
    .sort((a, b) => (b.published ?? b.time ?? '').localeCompare(a.published ?? a.time ?? '')).slice(0, versionsShown);
}

function versionRow(v) {
  const published = v.published ?? v.time, digest = v.content_digest ?? '';
  return el('tr', {},
    el('td', {}, v.pipeline), el('td', { class: 'n' }, `${v.version}`), el('td', {}, el('span', { class: `state ${v.inUse ? 'good' : v.ahead ? 'busy' : 'idle'}` }, v.inUse ? 'in use' : v.ahead ? 'candidate' : 'former')),
    el('td', {}, published ? time(published) : ''), el('td', {}, v.as_of), el('td', { class: 'n' }, v.entities?.toLocaleString('en') ?? ''), el('td', {}, el('code', { title: digest }, digest.slice(0, 12))));
}

function runRow(run) {
  return el('tr', {},
    el('td', {}, el('button', { class: 'link', 'data-focus': `details-${run.id}`, onclick: attempt(() => showRun(run.id)) }, run.id)), el('td', {}, run.pipeline),
    el('td', {}, state(run.state), run.problem ? el('code', { title: run.problem }, ` ${run.problem.split(':')[0]}`) : null),
    el('td', {}, time(run.started)), el('td', { class: 'n' }, took(run)), el('td', { class: 'n' }, run.version == null ? '' : `${run.version}`),
    el('td', {}, may('publish') && ['failed', 'cancelled', 'interrupted'].includes(run.state) && run.newest ? el('button', { class: 'quiet', 'data-focus': `resume-${run.id}`, onclick: attempt(() => call(path('runs', run.id, 'resume'), { method: 'POST' })) }, 'Resume') : null));
}

const minute = () => Math.floor(Date.now() / 60000);
const none = (columns, text) => [el('tr', {}, el('td', { colspan: columns, class: 'empty' }, text))];

async function refresh() {
  if (refreshing || !key) return;
  refreshing = true;
  try {
    const [pipelines, runs, alerts, silences] = await Promise.all([json('/api/v1/pipelines'), json(`/api/v1/runs?limit=${runsShown}`), optional('/api/v1/alerts'), optional('/api/v1/alerts/silences')]);
    const seen = new Set();
    runs.forEach(r => { r.newest = !seen.has(r.pipeline); seen.add(r.pipeline); });
    reported = new Set(pipelines.filter(p => p.report).map(p => p.name));
    paintAlerts(alerts, silences);
    paintPipelines(pipelines);
    paint($('runs'), [runs, minute()], () => runs.length ? runs.map(runRow) : none(7, 'No run yet.'));
    const shown = await fetchVersions(pipelines);
    paint($('versions'), [shown, minute()], () => shown.length ? shown.map(versionRow) : none(7, 'No version yet: the first run of a pipeline publishes it.'));
    $('link').className = 'state good'; $('link').textContent = 'connected';
  } catch (e) {
    if (e.status === 401) knock('The key is not valid any more.');
    else { $('link').className = 'state bad'; $('link').textContent = 'no connection'; }
  } finally { refreshing = false; }
}

function knock(why) {
  sessionStorage.removeItem('key');
  key = null;
  document.querySelectorAll('dialog[open]').forEach(d => d.close());
  $('main').hidden = $('nav').hidden = $('leave').hidden = true; $('door').hidden = false;
  $('refused').textContent = why; $('link').textContent = $('who').textContent = '';
  $('key').value = '';
  $('key').focus();
}

async function open(candidate) {
  key = candidate;
  try {
    me = await json('/api/v1/me');
  } catch (e) {
    return knock(e.status === 401 ? 'This key opens nothing.' : e.message);
  }
  sessionStorage.setItem('key', key);
  $('who').textContent = `${me.name} (${me.scopes.join(', ')})`;
  $('door').hidden = true; $('main').hidden = $('nav').hidden = $('leave').hidden = false;
  await refresh();
}

$('door').addEventListener('submit', e => { e.preventDefault(); open($('key').value.trim()); });
$('leave').addEventListener('click', () => knock(''));
setInterval(() => { if (!$('main').hidden && !document.hidden) refresh(); }, 5000);
document.addEventListener('visibilitychange', () => { if (!document.hidden && !$('main').hidden) refresh(); });
const kept = sessionStorage.getItem('key');
if (kept) open(kept); else knock('');

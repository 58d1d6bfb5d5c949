// The first page: pipelines, their runs as they go, their reports. Its only source is the interface.
const steps = ['ingest', 'contract', 'features', 'segment', 'forecast', 'policy', 'publish', 'monitor'];
const stateClass = { running: 'busy', published: 'good', unchanged: 'good', blocked: 'bad', failed: 'bad', cancelled: 'idle', interrupted: 'bad', refused: 'bad' };
const $ = id => document.getElementById(id);
const watched = new Map();   // run id -> {abort, view}
let key = null, me = null;

// The key comes in the fragment, which no server sees, and leaves the address at once.
const fromLink = new URLSearchParams(location.hash.slice(1)).get('key');
if (fromLink) {
  sessionStorage.setItem('key', fromLink);
  history.replaceState(null, '', location.pathname);
}

const el = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value); else if (name === 'class') node.className = value; else if (value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter(c => c != null));
  return node;
};

const call = async (path, options = {}) => {
  const answer = await fetch(path, { ...options, headers: { Authorization: `Bearer ${key}`, ...(options.body ? { 'Content-Type': 'application/json' } : {}), ...options.headers } });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({ title: `The service answered ${answer.status}.`, detail: '' }));
  throw Object.assign(new Error(`${problem.title} ${problem.detail ?? ''}`), { status: answer.status });
};
const json = async (path, options) => (await call(path, options)).json();

const may = scope => me?.scopes.some(s => s === scope || s === 'admin');
const when = text => text ? new Date(text).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }) : '';
const ago = text => {
  const s = Math.round((Date.now() - new Date(text)) / 1000);
  const form = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  return Math.abs(s) < 90 ? form.format(-s, 'second') : Math.abs(s) < 5400 ? form.format(-Math.round(s / 60), 'minute') : Math.abs(s) < 129600 ? form.format(-Math.round(s / 3600), 'hour') : form.format(-Math.round(s / 86400), 'day');
};
const took = run => {
  if (!run.ended) return '';
  const s = (new Date(run.ended) - new Date(run.started)) / 1000;
  return s < 100 ? `${s.toFixed(1)} s` : s < 6000 ? `${Math.round(s / 60)} min` : `${(s / 3600).toFixed(1)} h`;
};
const tell = text => { $('notice').textContent = text; $('notice').hidden = !text; };
const attempt = work => async () => { tell(''); try { await work(); } catch (e) { tell(e.message); } await refresh(); };

function card(p) {
  const running = p.last_run?.state === 'running';
  const facts = el('dl', { class: 'facts' });
  const fact = (name, value, title) => value != null && value !== '' && facts.append(el('dt', {}, name), el('dd', { title }, value));
  fact('Version', p.version == null ? 'none yet' : `${p.version} of ${ago(p.published)}`, when(p.published));
  fact('Entities', p.entities?.toLocaleString());
  fact('Data up to', p.as_of);
  const s = p.schedule;
  if (s) {
    fact('Next run', s.next ? `${ago(s.next)} (${when(s.next)})` : s.cron ? 'not on this server' : '');
    fact('Also runs', [s.after.length ? `after ${s.after.join(', ')}` : '', s.on_drift.length ? `when ${s.on_drift.join(', ')} drifts` : '', s.new_files ? 'on new files' : ''].filter(Boolean).join('; '));
    if (s.last && !s.last.started) fact('Last time', `not started: ${s.last.reason}`, when(s.last.time));
  }
  const bars = el('div', { class: 'steps', role: 'img', 'aria-label': 'steps of the run' }, ...steps.map(name => el('span', { title: name, 'data-step': name }, el('i'))));
  const live = el('div', { class: 'live' });
  const node = el('article', { class: 'card', 'data-pipeline': p.name },
    el('div', { class: 'top' }, el('h3', {}, p.name), p.last_run ? el('span', { class: `state ${stateClass[p.last_run.state]}` }, p.last_run.state) : el('span', { class: 'state idle' }, 'never run')),
    p.description ? el('p', {}, p.description) : null,
    facts,
    p.last_run?.state === 'failed' && p.last_run.problem ? el('div', { class: 'problem' }, p.last_run.problem) : null,
    ...p.problems.map(problem => el('div', { class: 'problem' }, `${problem.code}: ${problem.what} ${problem.fix}`)),
    running ? bars : null, running ? live : null,
    el('div', { class: 'actions' },
      p.last_run && p.version != null ? el('button', { onclick: attempt(() => report(p.name)) }, 'Report') : null,
      may('publish') ? running
        ? el('button', { class: 'quiet', onclick: attempt(() => call(`/api/v1/runs/${p.last_run.id}/cancel`, { method: 'POST' })) }, 'Cancel')
        : el('button', { onclick: attempt(() => call(`/api/v1/pipelines/${encodeURIComponent(p.name)}/runs`, { method: 'POST', body: '{}' })), ...(p.problems.length ? { disabled: '' } : {}) }, 'Run now') : null));
  if (running) watch(p.last_run.id, { bars, live });
  return node;
}

// The report opens in its own tab, from memory: the key stays out of addresses.
async function report(pipeline) {
  const tab = window.open('', '_blank');
  try {
    const blob = await (await call(`/api/v1/pipelines/${encodeURIComponent(pipeline)}/report`)).blob();
    const address = URL.createObjectURL(new Blob([blob], { type: 'text/html' }));
    if (tab) tab.location = address; else window.open(address, '_blank');
  } catch (e) { tab?.close(); throw e; }
}

function show(view, event) {
  const bar = event.step && view.bars.querySelector(`[data-step="${event.step}"]`);
  if (event.kind === 'step-started') bar.className = 'now';
  if (event.kind === 'step-progressed' && event.fraction != null) { bar.setAttribute('data-known', ''); bar.firstChild.style.width = `${100 * event.fraction}%`; }
  if (event.kind === 'step-ended') { bar.removeAttribute('data-known'); bar.firstChild.removeAttribute('style'); bar.className = event.state; }
  if (event.step) view.live.textContent = `${event.step}${event.text ? `: ${event.text}` : ''}`;
}

// Server-sent events by fetch, since EventSource cannot carry a key.
async function watch(run, view) {
  const known = watched.get(run);
  if (known) { known.events.forEach(e => show(view, e)); known.view = view; return; }
  const entry = { view, events: [] };
  watched.set(run, entry);
  try {
    const reader = (await call(`/api/v1/runs/${run}/events`)).body.pipeThrough(new TextDecoderStream()).getReader();
    for (let buffer = ''; ;) {
      const { value, done } = await reader.read();
      if (done) break;
      buffer += value;
      for (let end; (end = buffer.indexOf('\n\n')) >= 0; buffer = buffer.slice(end + 2)) {
        const data = buffer.slice(0, end).split('\n').filter(l => l.startsWith('data:')).map(l => l.slice(5)).join('\n');
        if (data) { const event = JSON.parse(data); entry.events.push(event); show(entry.view, event); }
      }
    }
  } catch { /* the next look tells how the run ended */ }
  watched.delete(run);
  await refresh();
}

function row(run) {
  return el('tr', {},
    el('td', {}, el('code', {}, run.id)), el('td', {}, run.pipeline), el('td', {}, el('span', { class: `state ${stateClass[run.state]}` }, run.state), run.problem ? el('code', { title: run.problem }, ` ${run.problem.split(':')[0]}`) : null),
    el('td', { title: run.started }, when(run.started)), el('td', { class: 'n' }, took(run)), el('td', { class: 'n' }, run.version ?? ''),
    el('td', {}, may('publish') && ['failed', 'cancelled', 'interrupted'].includes(run.state) && run.newest ? el('button', { class: 'quiet', onclick: attempt(() => call(`/api/v1/runs/${run.id}/resume`, { method: 'POST' })) }, 'Resume') : null));
}

async function refresh() {
  try {
    const [pipelines, runs] = await Promise.all([json('/api/v1/pipelines'), json('/api/v1/runs?limit=20')]);
    const seen = new Set();
    runs.forEach(r => { r.newest = !seen.has(r.pipeline); seen.add(r.pipeline); });
    pipelines.sort((a, b) => (b.last_run != null) - (a.last_run != null) || a.name.localeCompare(b.name));
    $('pipelines').replaceChildren(...pipelines.map(card));
    $('runs').tBodies[0].replaceChildren(...(runs.length ? runs.map(row) : [el('tr', {}, el('td', { colspan: 7 }, 'No run yet.'))]));
    $('link').className = 'state good'; $('link').textContent = 'connected';
  } catch (e) {
    if (e.status === 401) return knock('The key is not valid any more.');
    $('link').className = 'state bad'; $('link').textContent = 'no connection';
  }
}

function knock(why) {
  sessionStorage.removeItem('key');
  $('main').hidden = true; $('door').hidden = false; $('refused').textContent = why; $('link').textContent = '';
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
  $('door').hidden = true; $('main').hidden = false;
  await refresh();
}

$('door').addEventListener('submit', e => { e.preventDefault(); open($('key').value.trim()); });
setInterval(() => { if (!$('main').hidden && !document.hidden) refresh(); }, 5000);
const kept = sessionStorage.getItem('key');
if (kept) open(kept); else knock('');

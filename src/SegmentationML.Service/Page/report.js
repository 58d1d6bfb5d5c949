// Fetches a pipeline's last report with the reader's key and shows it in place of this page, whose security policy admits the report's own scripts by their digests.
const pipeline = decodeURIComponent(location.hash.slice(1));
const told = document.getElementById('told');
const key = sessionStorage.getItem('key');
try {
  if (!key) throw new Error('There is no key in this tab: open the report from the first page.');
  const answer = await fetch(`/api/v1/pipelines/${encodeURIComponent(pipeline)}/report`, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(`${problem.title ?? `The service answered ${answer.status}.`} ${problem.detail ?? ''}`);
  }
  const page = await answer.text();
  document.open();
  document.write(page);
  document.close();
} catch (e) {
  told.textContent = e.message;
}

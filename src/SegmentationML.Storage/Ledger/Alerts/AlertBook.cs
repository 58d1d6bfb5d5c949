using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>The alerts in the ledger: what fires, who was told, what is silenced. A look and all that it brings about, messages included, is one transaction, so that a stop in between neither loses a notice nor doubles it, however many processes look.</summary>
public sealed class AlertBook
{
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal AlertBook(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>All alerts, and who was told what.</summary>
    public AlertBoard Board() => _database.Read(AlertRows.Board);

    /// <summary>All silences, ended ones too, by number.</summary>
    public IReadOnlyList<AlertSilence> Silences() => _database.Read(AlertRows.Silences);

    /// <summary>What the last run of each pipeline saw.</summary>
    public IReadOnlyDictionary<string, RunObservation> Observations() => _database.Read(AlertRows.Observations).ToDictionary(o => o.Pipeline, StringComparer.Ordinal);

    /// <summary>Keeps what a run saw.</summary>
    /// <param name="observation">The observation.</param>
    public void Observe(RunObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        _database.Write(c => AlertRows.Put(c, observation.After(AlertRows.Observations(c).Find(o => o.Pipeline == observation.Pipeline))));
    }

    /// <summary>Takes what the rules found, and sets messages on their way. Where nothing changes nothing is written.</summary>
    /// <param name="policy">The policy; validated.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="isLooked">Whether a pipeline was looked at.</param>
    public AlertStep Look(AlertPolicy policy, IReadOnlyList<AlertFinding> findings, Func<string, bool> isLooked)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var now = Timestamp.Now(_clock);
        var (step, same) = _database.Read(c =>
        {
            var before = AlertRows.Board(c);
            var after = before.Step(policy, findings, isLooked, AlertRows.Silences(c), now);
            return (after, after.Notices.Count == 0 && AlertRows.AreSame(before, after.Board));
        });
        return same ? step : _database.Write(c =>
        {
            var before = AlertRows.Board(c);
            var after = before.Step(policy, findings, isLooked, AlertRows.Silences(c), now);
            AlertRows.Save(c, before, after.Board);
            foreach (var alert in after.Fired.Concat(after.Over))
            {
                AuditRows.Append(c, Entry(alert), now);
            }

            foreach (var notice in after.Notices)
            {
                Send(c, policy, notice, now);
            }

            return after;
        });
    }

    /// <summary>Sends a notice to a receiver to see whether it arrives; nothing else changes.</summary>
    /// <param name="policy">The policy; validated.</param>
    /// <param name="notice">The notice.</param>
    public void Test(AlertPolicy policy, AlertNotice notice)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(notice);
        _database.Write(c => Send(c, policy, notice, Timestamp.Now(_clock)));
    }

    /// <summary>Silences alerts.</summary>
    /// <param name="silence">Conditions, times, who and why; the number is set here.</param>
    public AlertSilence Silence(AlertSilence silence)
    {
        ArgumentNullException.ThrowIfNull(silence);
        var now = Timestamp.Now(_clock);
        ProblemException.ThrowIfAny(silence.Validate(now));
        return _database.Write(c =>
        {
            var numbered = silence with { Number = AlertRows.Silences(c).Select(s => s.Number).DefaultIfEmpty().Max() + 1 };
            Audit(c, "silence.added", numbered, silence.By, now);
            return numbered;
        });
    }

    /// <summary>Ends a silence now.</summary>
    /// <param name="number">Which.</param>
    /// <param name="by">Who ends it.</param>
    public AlertSilence EndSilence(long number, string by)
        => _database.Write(c =>
        {
            var now = Timestamp.Now(_clock);
            var silence = AlertRows.Silences(c).Find(s => s.Number == number) ?? throw new ProblemException(new Problem("SEG-ALRT-008", $"There is no silence {number}.", "`segml alert list --silences` shows them."));
            if (silence.To <= now)
            {
                return silence;
            }

            var ended = silence with { To = silence.From < now ? now : silence.From };
            Audit(c, "silence.ended", ended, by, now);
            return ended;
        });

    private static void Audit(LedgerConnection connection, string kind, AlertSilence silence, string by, DateTimeOffset now)
        => AuditRows.Append(
            connection,
            AuditEvent.Of(
                kind, $"silence-{silence.Number.ToString(CultureInfo.InvariantCulture)}", by,
                ("from", Timestamp.Text(silence.From)), ("to", Timestamp.Text(silence.To)), ("matchers", string.Join(' ', silence.Matchers.Select(m => AlertMatcher.Parse(m)))), ("now.content", AlertRows.Put(connection, silence))),
            now);

    private static AuditEvent Entry(Alert alert) => AuditEvent.Of(
        alert.IsFiring ? "alert.fired" : "alert.resolved", alert.Fingerprint, AuditEvent.Program,
        (AlertLabels.Kind, AlertLabels.Of(alert.Labels, AlertLabels.Kind)), (AlertLabels.Pipeline, AlertLabels.Of(alert.Labels, AlertLabels.Pipeline)), (AlertLabels.Severity, AlertLabels.Of(alert.Labels, AlertLabels.Severity)),
        ("version", alert.Version?.ToString(CultureInfo.InvariantCulture)), ("now.state", alert.IsFiring ? "firing" : ""));

    private static void Send(LedgerConnection connection, AlertPolicy policy, AlertNotice notice, DateTimeOffset now)
    {
        var (receiver, body) = (policy.Receiver(notice.Receiver), WebhookEvents.Of(notice));
        if (receiver?.Emails.Count > 0)
        {
            OutboxRows.AddTo(connection, DeliveryQueue.EmailTopic, receiver.Name, body, now);
        }

        if (receiver?.File is not null)
        {
            OutboxRows.AddTo(connection, DeliveryQueue.FileTopic, receiver.Name, body, now);
        }

        WebhookRows.Tell(connection, WebhookRows.Active(connection).Where(w => w.AsksFor(WebhookEvents.AlertNotified) || receiver?.Webhooks.Contains(w.Name, StringComparer.Ordinal) == true), body, now);
    }
}

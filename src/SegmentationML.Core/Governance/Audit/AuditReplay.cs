using System.Text.Json;

namespace SegmentationML.Core.Governance.Audit;

/// <summary>Rebuilds the present state from a chain's entries, and compares it with what is stored.</summary>
public sealed class AuditReplay
{
    private const int MostFindings = 100;
    private static readonly string Mark = $"\"{AuditEvent.StatePrefix}";
    private readonly Dictionary<AuditState, string> _states = [];

    /// <summary>What holds after the entries so far.</summary>
    public IReadOnlyDictionary<AuditState, string> States => _states;

    /// <summary>Takes the next entry, in order of sequence, if its hash is right.</summary>
    /// <param name="entry">The entry.</param>
    public void Take(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Facts.Contains(Mark, StringComparison.Ordinal))
        {
            return;
        }

        var area = entry.Kind[..entry.Kind.IndexOf('.', StringComparison.Ordinal)];
        using var facts = JsonDocument.Parse(entry.Facts);
        foreach (var fact in facts.RootElement.EnumerateObject())
        {
            if (fact.Name.StartsWith(AuditEvent.StatePrefix, StringComparison.Ordinal))
            {
                Set(new AuditState(area, entry.Subject, fact.Name[AuditEvent.StatePrefix.Length..]), fact.Value.GetString()!);
            }
        }
    }

    /// <summary>Says where what is stored differs from what the chain states.</summary>
    /// <param name="stored">What is stored, each state once.</param>
    public IReadOnlyList<Problem> Compare(IEnumerable<KeyValuePair<AuditState, string>> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var left = new Dictionary<AuditState, string>(_states);
        var findings = new List<Problem>();
        foreach (var (state, value) in stored)
        {
            if (!left.Remove(state, out var replayed))
            {
                Find(state, "nothing", $"'{value}'");
            }
            else if (replayed != value)
            {
                Find(state, $"'{replayed}'", $"'{value}'");
            }
        }

        foreach (var (state, value) in left.OrderBy(s => s.Key.Area, StringComparer.Ordinal).ThenBy(s => s.Key.Subject, StringComparer.Ordinal).ThenBy(s => s.Key.Name, StringComparer.Ordinal))
        {
            Find(state, $"'{value}'", "nothing");
        }

        return findings;

        void Find(AuditState state, string replayed, string found)
        {
            if (findings.Count < MostFindings)
            {
                findings.Add(new Problem(
                    "SEG-AUD-007", $"{state.Area} {state.Subject}, {state.Name}: the chain says {replayed}, the ledger {found}.", "The ledger was changed past the chain, or entries were cut off: compare with a backup, and undo the change."));
            }
        }
    }

    private void Set(AuditState state, string value)
    {
        if (value.Length == 0)
        {
            _states.Remove(state);
        }
        else
        {
            _states[state] = value;
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using SegmentationML.Core;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Security;

/// <summary>The keys of the service: who holds a key that came with a call, and making, replacing and revoking them.</summary>
/// <remarks>Keys are read from the ledger at most every two seconds; what this process changes counts at once, what another changes within that time.</remarks>
public sealed class KeyRing(ApiKeyLedger ledger, TimeProvider clock)
{
    private const int LongestName = 100;
    private const int MostRefusals = 10_000;
    private static readonly TimeSpan TrustFor = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, DateOnly> _used = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateOnly> _refused = new(StringComparer.Ordinal);
    private volatile Ring? _ring;

    /// <summary>All keys, revoked ones too, oldest first.</summary>
    public IReadOnlyList<ApiKeyRecord> List() => ledger.List();

    /// <summary>Whether any key can make others: without one the service makes one at its start.</summary>
    public bool HasAdmin() => ledger.List().Any(k => k.IsValid(clock.GetUtcNow()) && k.Scopes.Contains(Word(Scope.Admin), StringComparer.Ordinal));

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whom or what it is for, 1 to 100 printable characters.</param>
    /// <param name="scopes">What it may do; it sees everything.</param>
    /// <param name="lifetime">For how long; null for ever.</param>
    /// <param name="by">Who makes it.</param>
    /// <returns>The record, and the text, which is never to be had again.</returns>
    /// <exception cref="ProblemException">The name, the scopes or the time are off.</exception>
    public (ApiKeyRecord Key, string Text) Add(string name, IReadOnlyCollection<Scope> scopes, TimeSpan? lifetime, string by) => Add(name, new KeyGrant { Scopes = scopes }, lifetime, by);

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whom or what it is for, 1 to 100 printable characters.</param>
    /// <param name="grant">What it opens.</param>
    /// <param name="lifetime">For how long; null for ever.</param>
    /// <param name="by">Who makes it.</param>
    /// <returns>The record, and the text, which is never to be had again.</returns>
    /// <exception cref="ProblemException">The name, the grant or the time are off.</exception>
    public (ApiKeyRecord Key, string Text) Add(string name, KeyGrant grant, TimeSpan? lifetime, string by)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ProblemException.ThrowIfAny(Check(name, lifetime).Concat(grant.Validate()));
        var (id, text) = ApiKey.Create();
        var key = ledger.Add(new ApiKeyRecord(id, name, Convert.ToHexStringLower(ApiKey.Digest(text)), [.. grant.AllScopes.Select(Word)], default, by, clock.GetUtcNow() + lifetime, null, null)
        {
            Roles = [.. grant.Roles.Distinct().Order().Select(Word)],
            Sees = [.. grant.Sees.Select(c => c.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Rows = [.. grant.Rows],
        });
        _ring = null;
        return (key, text);
    }

    /// <summary>Replaces a key by one with the same name and scopes; the old one works for a while longer.</summary>
    public (ApiKeyRecord Key, string Text) Rotate(string id, TimeSpan grace, string by)
    {
        var (next, text) = ApiKey.Create();
        var key = ledger.Rotate(id, old => old with { Id = next, Digest = Convert.ToHexStringLower(ApiKey.Digest(text)), CreatedBy = by }, grace);
        _ring = null;
        return (key, text);
    }

    /// <summary>Revokes a key at once and for good.</summary>
    public ApiKeyRecord Revoke(string id, string by)
    {
        var key = ledger.Revoke(id, by);
        _ring = null;
        return key;
    }

    /// <summary>Records a refusal in the audit chain: the first of a day for each subject and reason.</summary>
    internal void NoteRefusal(string subject, string by, string why)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var known = $"{subject} {why}";
        if (_refused.Count < MostRefusals && _refused.GetValueOrDefault(known) != today)
        {
            _refused[known] = today;
            ledger.Refused(subject, by, why);
        }
    }

    /// <summary>The holder of a key; null when the text opens nothing.</summary>
    internal Caller? Find(string text)
    {
        if (ApiKey.IdOf(text) is not { } id || !Keys().TryGetValue(id, out var entry) || !ApiKey.Matches(text, entry.Digest) || !entry.Record.IsValid(clock.GetUtcNow()))
        {
            return null;
        }

        NoteUse(id);
        return entry.Caller;
    }

    private static IEnumerable<Problem> Check(string name, TimeSpan? lifetime)
    {
        if (name.Length is 0 or > LongestName || name.Trim() != name || name.Any(char.IsControl))
        {
            yield return new Problem("SEG-SRV-039", "The name of a key is empty, too long, or has characters that cannot be seen.", $"Give 1 to {LongestName} printable characters, such as 'erp-nightly'.");
        }

        if (lifetime <= TimeSpan.Zero)
        {
            yield return new Problem("SEG-SRV-039", "The key would have ended before it began.", "Give a number of days above 0, or none for a key without an end.");
        }
    }

    /// <summary>A scope as it is written.</summary>
    public static string Word(Scope scope) => scope.ToString().ToLowerInvariant();

    /// <summary>A role as it is written.</summary>
    public static string Word(Role role) => role.ToString().ToLowerInvariant();

    private FrozenDictionary<string, Entry> Keys()
    {
        var ring = _ring;
        if (ring is not null && clock.GetElapsedTime(ring.ReadAt) < TrustFor)
        {
            return ring.Entries;
        }

        lock (_lock)
        {
            if (_ring is { } fresh && clock.GetElapsedTime(fresh.ReadAt) < TrustFor)
            {
                return fresh.Entries;
            }

            var entries = ledger.List().ToFrozenDictionary(k => k.Id, k => new Entry(k, Convert.FromHexString(k.Digest), CallerOf(k)), StringComparer.Ordinal);
            _ring = new Ring(entries, clock.GetTimestamp());
            return entries;
        }
    }

    private static Caller CallerOf(ApiKeyRecord key) => new(key.Id, key.Name, key.Scopes.Select(s => Enum.Parse<Scope>(s, ignoreCase: true)).ToFrozenSet()) { Sight = Sight.Of(key) };

    /// <summary>The first use of a day goes into the ledger.</summary>
    private void NoteUse(string id)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (_used.GetValueOrDefault(id) != today)
        {
            _used[id] = today;
            ledger.Used(id, today);
        }
    }

    private sealed record Entry(ApiKeyRecord Record, byte[] Digest, Caller Caller);

    private sealed record Ring(FrozenDictionary<string, Entry> Entries, long ReadAt);
}

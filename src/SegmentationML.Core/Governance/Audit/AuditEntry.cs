using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SegmentationML.Core.Governance.Audit;

/// <summary>An event in its place in the chain.</summary>
/// <remarks>
/// The hash is SHA-256 over the entry without its hash, as canonical JSON (RFC 8785) in UTF-8: <c>{"actor":…,"facts":{…},"kind":…,"previous":…,"sequence":…,"subject":…,"time":…}</c>.
/// </remarks>
/// <param name="Sequence">1 and up without gaps.</param>
/// <param name="Time">UTC, milliseconds: <c>2026-11-22T09:30:15.123Z</c>.</param>
/// <param name="Kind">The event's kind.</param>
/// <param name="Subject">The event's subject.</param>
/// <param name="Actor">The event's actor.</param>
/// <param name="Facts">The event's facts as canonical JSON.</param>
/// <param name="Previous">Hash of the entry before; 64 zeros in the first.</param>
/// <param name="Hash">Lower-case hex.</param>
public sealed record AuditEntry(long Sequence, string Time, string Kind, string Subject, string Actor, string Facts, string Previous, string Hash)
{
    /// <summary>What the first entry follows.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>The entry that records an event after another; an event that breaks its rules is refused.</summary>
    /// <param name="sequence">Sequence of the last entry; 0 for none.</param>
    /// <param name="hash">Hash of the last entry; <see cref="Beginning"/> for none.</param>
    /// <param name="happened">The event.</param>
    /// <param name="time">When.</param>
    public static AuditEntry After(long sequence, string hash, AuditEvent happened, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ProblemException.ThrowIfAny(happened.Validate());
        var text = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var entry = new AuditEntry(sequence + 1, text, happened.Kind, happened.Subject, happened.Actor, Write(happened.Facts), hash, "");
        return entry with { Hash = entry.Digest() };
    }

    /// <summary>What the hash must be.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(withHash: false))));

    /// <summary>The entry as one line of canonical JSON, its hash included.</summary>
    public string ToJson() => Text(withHash: true);

    /// <summary>The facts by name.</summary>
    public IReadOnlyDictionary<string, string> ReadFacts()
    {
        using var document = JsonDocument.Parse(Facts);
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in document.RootElement.EnumerateObject())
        {
            facts[fact.Name] = fact.Value.GetString()!;
        }

        return facts;
    }

    private static string Write(IReadOnlyDictionary<string, string> facts)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length > 1 ? "," : "");
            CanonicalJson.Append(text, name);
            text.Append(':');
            CanonicalJson.Append(text, value);
        }

        return text.Append('}').ToString();
    }

    private string Text(bool withHash)
    {
        var text = new StringBuilder(384).Append("{\"actor\":");
        CanonicalJson.Append(text, Actor);
        text.Append(",\"facts\":").Append(Facts);
        if (withHash)
        {
            text.Append(",\"hash\":");
            CanonicalJson.Append(text, Hash);
        }

        text.Append(",\"kind\":");
        CanonicalJson.Append(text, Kind);
        text.Append(",\"previous\":");
        CanonicalJson.Append(text, Previous);
        text.Append(",\"sequence\":").Append(Sequence.ToString(CultureInfo.InvariantCulture)).Append(",\"subject\":");
        CanonicalJson.Append(text, Subject);
        text.Append(",\"time\":");
        CanonicalJson.Append(text, Time);
        return text.Append('}').ToString();
    }
}

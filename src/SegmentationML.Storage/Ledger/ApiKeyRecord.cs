namespace SegmentationML.Storage.Ledger;

/// <summary>A key to the service as the ledger knows it: never its text, only the digest.</summary>
/// <param name="Id">Twelve hex digits, part of the key's text, no secret.</param>
/// <param name="Name">Whom or what it was made for.</param>
/// <param name="Digest">SHA-256 over the key's text, lower-case hex.</param>
/// <param name="Scopes">What it may do, lower case, sorted.</param>
/// <param name="Created">UTC.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Expires">From then on it is refused, UTC; null for never.</param>
/// <param name="Revoked">When it was revoked, UTC; null when it was not.</param>
/// <param name="LastUsed">The last day on which it was used, UTC; null for never.</param>
public sealed record ApiKeyRecord(string Id, string Name, string Digest, IReadOnlyList<string> Scopes, DateTimeOffset Created, string CreatedBy, DateTimeOffset? Expires, DateTimeOffset? Revoked, DateOnly? LastUsed)
{
    /// <summary>Roles that it was made for, lower case, sorted; empty for a key of scopes alone.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Classes of columns that it sees beyond those of its roles, as contracts write them, sorted.</summary>
    public IReadOnlyList<string> Sees { get; init; } = [];

    /// <summary>The rows that it sees; empty for all.</summary>
    public IReadOnlyList<RowLimit> Rows { get; init; } = [];

    /// <summary>Whether the key opens anything at a point in time.</summary>
    /// <param name="time">UTC.</param>
    public bool IsValid(DateTimeOffset time) => Revoked is null && (Expires is null || time < Expires);
}

using System.Collections.Frozen;

namespace SegmentationML.Service.Security;

/// <summary>Who calls: the holder of a key.</summary>
/// <param name="KeyId">The key's id, no secret.</param>
/// <param name="Name">Whom the key was made for.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record Caller(string KeyId, string Name, FrozenSet<Scope> Scopes)
{
    /// <summary>What of the versions it may see.</summary>
    public Sight Sight { get; init; } = Sight.Full;

    /// <summary>Whether the caller may do what needs a scope.</summary>
    public bool May(Scope scope) => Scopes.Contains(scope) || Scopes.Contains(Scope.Admin);
}

using Microsoft.AspNetCore.Http;
using SegmentationML.Core;

namespace SegmentationML.Service.Api;

/// <summary>What a call asks to hold still when it changes something: <c>If-Match</c> with the entity tag that was seen, or <c>If-None-Match: *</c> for what must not be there yet.</summary>
internal sealed class Precondition
{
    private readonly string[] _match;
    private readonly bool _mustBeNew;

    private Precondition(string[] match, bool mustBeNew) => (_match, _mustBeNew) = (match, mustBeNew);

    /// <summary>Reads the headers.</summary>
    public static Precondition Of(HttpRequest request)
        => new([.. request.Headers.IfMatch.SelectMany(h => (h ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))], request.Headers.IfNoneMatch.ToString().Trim() == "*");

    /// <summary>Throws when the present state is not the one that was asked for.</summary>
    /// <param name="tag">Its entity tag with quotes; null when there is nothing yet.</param>
    public void Require(string? tag)
    {
        var holds = _match.Length == 0 || (tag is not null && (_match.Contains("*", StringComparer.Ordinal) || _match.Contains(tag, StringComparer.Ordinal)));
        if (!holds || (_mustBeNew && tag is not null))
        {
            throw new ProblemException(ApiProblems.Changed);
        }
    }
}

using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Pipeline.Ports;

/// <summary>What a run is asked for.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Digest">SHA-256 over definition, model, overrides and sources' paths: the same request has the same digest.</param>
public sealed record RunRequest(string Pipeline, string Digest)
{
    /// <summary>Who asks for it, for the audit chain; the program itself unless a person does.</summary>
    public string Actor { get; init; } = AuditEvent.Program;

    /// <summary>What the run is told, kept for the service that goes on with it when it is cut off; null when nobody but its caller does.</summary>
    public RunTerms? Terms { get; init; }

    /// <summary>The run to go on with, and no other: when it has come to its end, or another has begun, the request is refused with <c>SEG-LEDG-022</c>. Null goes on with what there is, or begins anew.</summary>
    public string? Resume { get; init; }

    /// <summary>Systems that are told of the run.</summary>
    public IReadOnlyList<RunFollower> Followers { get; init; } = [];
}

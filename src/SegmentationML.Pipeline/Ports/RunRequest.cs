using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Pipeline.Ports;

/// <summary>What a run is asked for.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Digest">SHA-256 over definition, model, overrides and sources' paths: the same request has the same digest.</param>
public sealed record RunRequest(string Pipeline, string Digest)
{
    /// <summary>Who asks for it, for the audit chain; the program itself unless a person does.</summary>
    public string Actor { get; init; } = AuditEvent.Program;

    /// <summary>Systems that are told of the run.</summary>
    public IReadOnlyList<RunFollower> Followers { get; init; } = [];
}

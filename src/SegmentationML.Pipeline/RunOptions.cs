using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Pipeline;

/// <summary>What one run is told beside its definition.</summary>
public sealed record RunOptions
{
    /// <summary>Paths that replace those of sources, by the source's name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The cut-off; null takes the pipeline's.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Do this step and all later ones anew, whatever is kept.</summary>
    public StepName? From { get; init; }

    /// <summary>Publish even when nothing has changed.</summary>
    public bool Force { get; init; }

    /// <summary>Who asks for the run, for the audit chain. Default: the program itself.</summary>
    public string By { get; init; } = AuditEvent.Program;

    /// <summary>Whether a service goes on with the run by itself when it is cut off.</summary>
    public bool Unattended { get; init; }

    /// <summary>The run to go on with, and no other; null for what there is, or a new one.</summary>
    public string? Resume { get; init; }

    /// <summary>A run that is cancelled while this is cancelled was cut off by the end of its program, not by a person.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>How long to wait for a run of the same pipeline that is under way. Default: not at all.</summary>
    public TimeSpan Wait { get; init; }
}

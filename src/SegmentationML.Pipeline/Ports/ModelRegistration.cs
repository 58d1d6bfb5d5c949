namespace SegmentationML.Pipeline.Ports;

/// <summary>What a run brings to the registry.</summary>
/// <param name="Content">What the version holds, without its files: the registry measures them.</param>
/// <param name="Run">The run.</param>
/// <param name="Version">The published version that holds its result.</param>
/// <param name="Actor">Whose run it is.</param>
public sealed record ModelRegistration(ModelContent Content, string Run, long Version, string Actor)
{
    /// <summary>A sentence or two, for systems that follow the registry.</summary>
    public string Description { get; init; } = "";

    /// <summary>Settings by name, for systems that follow the registry.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Figures by name, for systems that follow the registry.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

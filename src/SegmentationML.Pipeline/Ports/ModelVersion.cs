namespace SegmentationML.Pipeline.Ports;

/// <summary>A registered version of a model: a folder of data files that never changes.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Folder">Where its files lie, absolute.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Commit">When and by what it came about.</param>
/// <param name="Removed">When garbage collection removed its files; null as long as they are there.</param>
public sealed record ModelVersion(string Model, string Folder, ModelContent Content, ModelCommit Commit, DateTimeOffset? Removed)
{
    /// <summary>How it is written: <c>retail-products:3</c>.</summary>
    public override string ToString() => $"{Model}:{Commit.Version}";
}

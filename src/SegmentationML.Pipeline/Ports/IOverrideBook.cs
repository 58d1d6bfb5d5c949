using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Pipeline.Ports;

/// <summary>The overrides that were decided on, in the ledger.</summary>
public interface IOverrideBook
{
    /// <summary>The overrides of a pipeline, or of all, by number.</summary>
    /// <param name="pipeline">A pipeline's name, or null for all.</param>
    IReadOnlyList<OverrideRecord> List(string? pipeline);
}

namespace SegmentationML.Pipeline.Ingest;

/// <summary>The sign of quantities, amounts and costs of returns in a source.</summary>
public enum ReturnSign
{
    /// <summary>As in the canonical table.</summary>
    Negative,

    /// <summary>Like sales: the sign is turned round.</summary>
    Positive,
}

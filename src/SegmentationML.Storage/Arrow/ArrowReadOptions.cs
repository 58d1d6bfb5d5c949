using SegmentationML.Core;

namespace SegmentationML.Storage.Arrow;

/// <summary>How much a reader believes a file that it has not made.</summary>
public sealed record ArrowReadOptions : AlgorithmOptions
{
    /// <summary>Rows allowed in one batch, and entries in one list column of it, in [1, 2,000,000,000]. Default 500,000,000.</summary>
    public int MaxRowsPerBatch { get; init; } = 500_000_000;

    /// <summary>Bytes allowed for one batch in memory, after decompression, in [1 KiB, 1 TiB]. Default 8 GiB; one buffer never has more than 2 GiB.</summary>
    public long MaxBatchBytes { get; init; } = 8L << 30;

    /// <summary>Bytes allowed for the metadata of one message or the footer, in [1 KiB, 1 GiB]. Default 64 MiB.</summary>
    public int MaxMetadataBytes { get; init; } = 64 << 20;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (MaxRowsPerBatch is < 1 or > 2_000_000_000)
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.maxRowsPerBatch is {MaxRowsPerBatch}.", "Set it in [1, 2000000000].");
        }

        if (MaxBatchBytes is < 1024 or > 1L << 40)
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.maxBatchBytes is {MaxBatchBytes}.", "Set it in [1024, 1099511627776].");
        }

        if (MaxMetadataBytes is < 1024 or > 1 << 30)
        {
            yield return new Problem(ArrowProblems.Options, $"arrow.maxMetadataBytes is {MaxMetadataBytes}.", "Set it in [1024, 1073741824].");
        }
    }
}

namespace SegmentationML.Pipeline.Ingest;

/// <summary>What becomes of rows that are equal to an earlier one of the file in every source column.</summary>
public enum DuplicateRule
{
    /// <summary>They stay and are counted.</summary>
    Keep,

    /// <summary>The first stays; the others are left out and counted.</summary>
    Drop,
}

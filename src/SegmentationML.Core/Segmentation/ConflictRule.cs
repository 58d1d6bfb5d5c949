namespace SegmentationML.Core.Segmentation;

/// <summary>Which of several dimensions' votes decides a cell.</summary>
public enum ConflictRule
{
    /// <summary>The first dimension, in the order of the matrix, that has a vote.</summary>
    Precedence,

    /// <summary>The best segment that any dimension votes for, by the order of the segments.</summary>
    BestOf,

    /// <summary>The worst segment that any dimension votes for, by the order of the segments.</summary>
    WorstOf,

    /// <summary>The segment with the most votes; of equally many the one that a dimension further ahead votes for.</summary>
    Committee,
}

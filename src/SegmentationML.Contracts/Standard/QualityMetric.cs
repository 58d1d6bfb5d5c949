namespace SegmentationML.Contracts.Standard;

/// <summary>The standard's library of metrics.</summary>
public enum QualityMetric
{
    /// <summary>Rows where the column is null.</summary>
    NullValues,

    /// <summary>Rows where the column holds one of the values that stand for nothing.</summary>
    MissingValues,

    /// <summary>Rows where the column holds a value outside the list or the pattern; nulls are not values.</summary>
    InvalidValues,

    /// <summary>Rows beyond the first with the same value; nulls are not compared.</summary>
    DuplicateValues,

    /// <summary>Rows of the table.</summary>
    RowCount,
}

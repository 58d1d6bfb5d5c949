namespace SegmentationML.Contracts.Standard;

/// <summary>Kinds of quality rules.</summary>
public enum QualityType
{
    /// <summary>A metric of the standard's library.</summary>
    Library,

    /// <summary>Words for people.</summary>
    Text,

    /// <summary>A query that gives one number or truth value.</summary>
    Sql,

    /// <summary>A rule for another engine.</summary>
    Custom,
}

namespace SegmentationML.Contracts.Standard;

/// <summary>Types of the standard.</summary>
public enum LogicalType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>Day.</summary>
    Date,

    /// <summary>Day and time.</summary>
    Timestamp,

    /// <summary>Time of day.</summary>
    Time,

    /// <summary>Number.</summary>
    Number,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Named fields.</summary>
    Object,

    /// <summary>List.</summary>
    Array,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Keys with values, since v3.2.</summary>
    Map,

    /// <summary>Fixed number of numbers, since v3.2.</summary>
    Vector,
}

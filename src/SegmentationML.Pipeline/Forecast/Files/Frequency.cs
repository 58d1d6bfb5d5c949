namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>How far apart the buckets of a file of series lie.</summary>
public enum Frequency
{
    /// <summary>Times are whole numbers, one a bucket.</summary>
    None,

    /// <summary>Days.</summary>
    Day,

    /// <summary>Seven days apart, whatever the day of the week.</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,

    /// <summary>Three calendar months apart.</summary>
    Quarter,

    /// <summary>Twelve calendar months apart.</summary>
    Year,
}

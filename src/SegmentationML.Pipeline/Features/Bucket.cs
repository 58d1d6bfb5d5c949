namespace SegmentationML.Pipeline.Features;

/// <summary>The period into which demand is cut.</summary>
public enum Bucket
{
    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Weeks from Monday to Sunday.</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,
}

namespace SegmentationML.Pipeline.Definition;

/// <summary>What becomes of runs whose time came while the service did not run.</summary>
public enum MisfireRule
{
    /// <summary>However many were missed, one run makes up for them as soon as the service runs again.</summary>
    Once,

    /// <summary>They are left out; the next one is that of the calendar.</summary>
    Skip,
}

namespace SegmentationML.Pipeline.Ports;

/// <summary>In which way a version is named.</summary>
public enum VersionSelection
{
    /// <summary>The one in use.</summary>
    Current,

    /// <summary>The one with the highest number, whatever its state.</summary>
    Latest,

    /// <summary>By its number.</summary>
    Number,

    /// <summary>By an alias.</summary>
    Alias,

    /// <summary>By a tag.</summary>
    Tag,

    /// <summary>The one that was in use at a time.</summary>
    Time,
}
